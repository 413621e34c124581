package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Why a state, a graph or an execution ended badly.
 *
 * @param error the name that Retry and Catch compare; null for none
 * @param cause the text; null for none
 * @param origin what failed
 */
record Failure(@Nullable String error, @Nullable String cause, Origin origin) {

  /** What failed. */
  enum Origin {
    /** The definition itself; the execution ends at once and nothing can catch it. */
    FATAL,
    /** A task, an expression or a Fail state. */
    ORDINARY,
    /** A task whose time was over. */
    TIMEOUT,
    /** A task that gave no sign of life. */
    HEARTBEAT,
    /** A state whose output is too large; no wildcard matches it. */
    LIMIT
  }

  static final String TASK_FAILED = "States.TaskFailed";
  static final String TIMEOUT = "States.Timeout";
  static final String RUNTIME = "States.Runtime";
  static final String LIMIT = "States.DataLimitExceeded";

  /** The most bytes that a payload may have. */
  static final int MOST_BYTES = 262_144;

  /** The most bytes that all variables of an execution may have at a time. */
  static final int MOST_VARIABLE_BYTES = 10 * 1024 * 1024;

  static Failure of(@Nullable String error, @Nullable String cause) {
    return new Failure(error, cause, Origin.ORDINARY);
  }

  /** A failure that whoever did the work tells. */
  static Failure reported(@Nullable String error, @Nullable String cause) {
    return new Failure(error, cause, RUNTIME.equals(error) ? Origin.FATAL : Origin.ORDINARY);
  }

  static Failure fatal(String cause) {
    return new Failure(RUNTIME, cause, Origin.FATAL);
  }

  static Failure timeout(boolean heartbeat) {
    return new Failure(TIMEOUT, null, heartbeat ? Origin.HEARTBEAT : Origin.TIMEOUT);
  }

  static Failure tooLarge(String name, Origin origin) {
    return new Failure(
        LIMIT,
        "The state/task '"
            + name
            + "' returned a result with a size exceeding the maximum number of bytes service limit.",
        origin);
  }

  boolean isFatal() {
    return origin == Origin.FATAL;
  }

  /** Whether a name in {@code ErrorEquals} means this failure. */
  boolean isCalled(String name) {
    return switch (name) {
      case "States.ALL" -> origin != Origin.LIMIT;
      case TASK_FAILED -> origin != Origin.LIMIT && !TIMEOUT.equals(error);
      case "States.HeartbeatTimeout" -> origin == Origin.HEARTBEAT || name.equals(error);
      default -> name.equals(error);
    };
  }

  /** What a Catch hands on. */
  JsonObject output() {
    String text = cause;
    if (text == null && TIMEOUT.equals(error)) {
      text = "";
    }
    return JsonObject.of(
        "Error",
        error == null ? JsonNull.NULL : Json.of(error),
        "Cause",
        text == null ? JsonNull.NULL : Json.of(text));
  }
}
