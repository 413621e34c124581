package dev.stepwell.dsl;

/**
 * The name of an error, as {@code Retry} and {@code Catch} match it. Names of a service stand with
 * its vocabulary, such as {@link Glue#CONCURRENT_RUNS}.
 *
 * @param name case-sensitive, at most 256 characters
 */
public record ErrorName(String name) {

  /** Every error but those that nothing can catch. */
  public static final ErrorName ALL = new ErrorName("States.ALL");

  /** A task took longer than its time-out. */
  public static final ErrorName TIMEOUT = new ErrorName("States.Timeout");

  /** The holder of a task's token gave no sign of life for longer than the heartbeat allows. */
  public static final ErrorName HEARTBEAT_TIMEOUT = new ErrorName("States.HeartbeatTimeout");

  /** A task failed in any way but a time-out. */
  public static final ErrorName TASK_FAILED = new ErrorName("States.TaskFailed");

  /** Checks the name. */
  public ErrorName {
    if (name.isEmpty() || name.length() > 256) {
      throw InvalidWorkflowException.here(
          "an error name has 1 to 256 characters, but this one has " + name.length());
    }
  }

  /** The error of this name. */
  public static ErrorName of(String name) {
    return new ErrorName(name);
  }
}
