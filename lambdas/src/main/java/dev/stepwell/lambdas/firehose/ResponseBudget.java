package dev.stepwell.lambdas.firehose;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a response within Lambda's 6 MB. Beyond it the whole batch would fail, over and over; so
 * answers that have no room become small failures, which Firehose puts under the error prefix with
 * the record as it came.
 */
final class ResponseBudget {
  /** 6 MB, less what surrounds the answers. */
  static final int LAMBDA = 6 * 1024 * 1024 - 1024;

  private ResponseBudget() {}

  static List<Answer> fit(List<Answer> answers, int bytes) {
    long spare = bytes;
    for (Answer answer : answers) {
      spare -= answer.tooLarge().size();
    }
    var fitting = new ArrayList<Answer>(answers.size());
    for (Answer answer : answers) {
      int more = answer.size() - answer.tooLarge().size();
      if (more <= spare) {
        spare -= more;
        fitting.add(answer);
      } else {
        fitting.add(answer.tooLarge());
      }
    }
    return fitting;
  }
}
