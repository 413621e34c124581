package dev.stepwell.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether an execution can be set going again.
 *
 * @param status whether
 * @param reason why not, in AWS's words; null if it can
 */
public record Redrivability(Status status, @Nullable String reason) {

  /** Whether an execution can be set going again. */
  public enum Status {
    /** By RedriveExecution. */
    REDRIVABLE,
    /** Not at all. */
    NOT_REDRIVABLE,
    /** By a redrive of the execution whose Map Run it belongs to. */
    REDRIVABLE_BY_MAP_RUN
  }

  private static final Duration PERIOD = Duration.ofDays(14);
  private static final Duration LONGEST = Duration.ofDays(365);

  /** Why RedriveExecution refuses. */
  String explanation() {
    if (status == Status.REDRIVABLE_BY_MAP_RUN) {
      return "Execution is a child of a Map Run and can only be redriven with it";
    }
    return String.valueOf(reason);
  }

  static Redrivability of(Run run, long now) {
    if (run.stateMachine().executions().isDeleting()) {
      return not("State machine is in DELETING status");
    }
    ExecutionStatus status = run.status();
    if (status == ExecutionStatus.RUNNING || status == ExecutionStatus.SUCCEEDED) {
      return not("Execution is " + status + " and cannot be redriven");
    }
    if (run.events() >= HistoryFullException.MOST_EVENTS - 1) {
      return not("Execution history event limit exceeded");
    }
    if (now - run.startedAt() > LONGEST.toMillis()) {
      return not("Execution has exceeded the max execution time");
    }
    if (now - run.stoppedAt() > PERIOD.toMillis()) {
      return not("Execution redrivable period exceeded");
    }
    return new Redrivability(
        run.isChild() ? Status.REDRIVABLE_BY_MAP_RUN : Status.REDRIVABLE, null);
  }

  private static Redrivability not(String reason) {
    return new Redrivability(Status.NOT_REDRIVABLE, reason);
  }
}
