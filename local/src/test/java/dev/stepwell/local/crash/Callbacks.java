package dev.stepwell.local.crash;

import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.HistoryEvent;
import dev.stepwell.engine.TaskTokenException;
import dev.stepwell.local.crash.Entry.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the answers that others have written into a file to the tasks that wait for them, those
 * that came while no process ran too. Every process brings every answer that is not in a history.
 */
final class Callbacks {

  /** The error of work that fails. */
  static final String ERROR = "Busy";

  /** What is answered to whom: whether well or badly is in the step. */
  record Answer(String step, String token, boolean fails) {

    Answer(Step step) {
      this(step.name(), step.token(), step.fails());
    }

    /** The answer to a step that the account knows by its name only. */
    static Answer to(Entry asked) {
      return new Answer(asked.what(), asked.token(), asked.what().contains("/Refused"));
    }

    static Answer parse(String line) {
      String[] parts = line.split("\t", -1);
      return new Answer(parts[0], parts[1], Boolean.parseBoolean(parts[2]));
    }

    String line() {
      return step + "\t" + token + "\t" + fails;
    }
  }

  private final Lines file;
  private final Ledger ledger;
  private final Map<String, Answer> toBring = new LinkedHashMap<>();

  Callbacks(Lines file, Ledger ledger) {
    this.file = file;
    this.ledger = ledger;
  }

  void add(Answer answer) {
    file.add(answer.line());
  }

  /** Brings what can be brought. For one thread. */
  void bring(Engine engine) {
    file.read().stream().map(Answer::parse).forEach(each -> toBring.put(each.token(), each));
    toBring.values().removeIf(answer -> isDone(engine, answer));
  }

  private boolean isDone(Engine engine, Answer answer) {
    Optional<Execution> execution =
        engine
            .stateMachine(Load.TOKENS.machine())
            .flatMap(
                machine ->
                    machine.execution(answer.step().substring(0, answer.step().indexOf('/'))));
    // Nobody answers a message that was not sent.
    if (execution.isEmpty() || !tells(execution.get(), "TaskSubmitted", answer)) {
      return false;
    }
    if (isAnswered(execution.get(), answer)) {
      return true;
    }
    try {
      if (answer.fails()) {
        engine.sendTaskFailure(answer.token(), ERROR, answer.step());
      } else {
        engine.sendTaskSuccess(answer.token(), Step.result(answer.step()));
      }
    } catch (TaskTokenException nobodyWaits) {
      if (!isAnswered(execution.get(), answer)) {
        ledger.add(Kind.REFUSED, answer.step(), answer.token());
      }
    }
    return true;
  }

  private static boolean isAnswered(Execution execution, Answer answer) {
    return tells(execution, answer.fails() ? "TaskFailed" : "TaskSucceeded", answer);
  }

  private static boolean tells(Execution execution, String type, Answer answer) {
    for (HistoryEvent event : execution.history()) {
      if (event.type().word().equals(type) && event.toString().contains(answer.step())) {
        return true;
      }
    }
    return false;
  }
}
