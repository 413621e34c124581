package dev.stepwell.dsl.estimate;

import dev.stepwell.asl.Catcher;
import dev.stepwell.asl.FailState;
import dev.stepwell.asl.MapState;
import dev.stepwell.asl.ParallelState;
import dev.stepwell.asl.Retrier;
import dev.stepwell.asl.State;
import dev.stepwell.asl.StateGraph;
import dev.stepwell.asl.TaskState;
import dev.stepwell.dsl.model.Range;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What one visit to a state costs. When things go wrong, an attempt may also fail to evaluate an
 * expression, before its work or after it, which is written down as one more event; a Map or
 * Parallel then says that it failed although it has succeeded. So may a catcher.
 */
final class StateCosts {

  /** Retries by default, if a retrier does not say how many. */
  private static final int DEFAULT_ATTEMPTS = 3;

  /**
   * Services that answer when the job is taken, and again when it is done; no activity, no Lambda.
   */
  private static final Pattern JOB =
      Pattern.compile(":states:::.*\\.(sync|sync:2|waitForTaskToken)$");

  private final Estimator estimator;
  private final Measure measure;

  StateCosts(Estimator estimator) {
    this.estimator = estimator;
    this.measure = estimator.measure();
  }

  Range of(State state) {
    if (state instanceof TaskState task) {
      // Scheduled, started, succeeded or failed, and for some submitted in between.
      Range attempt = marks(answersTwice(task) ? 4 : 3);
      return attempts(attempt, unforeseen(1), task.retry(), task.catchers())
          .plus(Range.of(measure.state()));
    } else if (state instanceof ParallelState parallel) {
      // Started, succeeded or failed.
      Range attempt = marks(2);
      for (StateGraph branch : parallel.branches()) {
        attempt = attempt.plus(estimator.graph(branch));
      }
      return attempts(attempt, unforeseen(2), parallel.retry(), parallel.catchers())
          .plus(Range.of(measure.state()));
    } else if (state instanceof MapState map) {
      return attempts(map(map), unforeseen(2), map.retry(), map.catchers())
          .plus(Range.of(measure.state()));
    } else if (state instanceof FailState) {
      return Range.of(measure.failState()).plus(unforeseen(1));
    }
    return Range.of(measure.state()).plus(unforeseen(1));
  }

  private Range map(MapState map) {
    Range body = estimator.graph(map.processor());
    if (!map.isDistributed()) {
      return marks(2).plus(body.plus(marks(2)).times(estimator.items(map)));
    }
    // The Map's own start and end, and its run's. An item is an execution with its own history,
    // but its transitions are paid for too, unless it is an Express one.
    Range own = marks(4);
    boolean paid = map.config() == null || !"EXPRESS".equals(map.config().executionType());
    return measure == Measure.TRANSITIONS && paid
        ? own.plus(body.plus(Range.of(measure.execution())).times(estimator.items(map)))
        : own;
  }

  private Range attempts(
      Range attempt, Range trouble, List<Retrier> retriers, List<Catcher> catchers) {
    if (!estimator.wrong()) {
      return attempt;
    }
    long retries = 0;
    for (Retrier retrier : retriers) {
      Integer most = retrier.maxAttempts();
      retries += most == null ? DEFAULT_ATTEMPTS : most;
    }
    Range worst = attempt.plus(trouble);
    OptionalLong again =
        Range.product(worst.plus(Range.of(measure.retry())).most(), OptionalLong.of(retries));
    Range caught = catchers.isEmpty() ? Range.of(0) : unforeseen(2);
    return new Range(attempt.least(), Range.sum(worst.most(), again)).plus(caught);
  }

  /** So many events that may or may not come when things go wrong. */
  private Range unforeseen(int events) {
    return estimator.wrong() ? Range.of(0, (long) events * measure.mark()) : Range.of(0);
  }

  private Range marks(int marks) {
    return Range.of((long) marks * measure.mark());
  }

  private static boolean answersTwice(TaskState task) {
    return JOB.matcher(task.resource()).find();
  }
}
