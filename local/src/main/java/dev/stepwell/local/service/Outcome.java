package dev.stepwell.local.service;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskHandler;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended, as its task is told.
 *
 * @param result the result; null in JSON if the call failed
 * @param error the error's name; null if the call went well
 * @param cause the error's text
 */
record Outcome(Json result, @Nullable String error, @Nullable String cause) {

  static Outcome success(Json result) {
    return new Outcome(result, null, null);
  }

  static Outcome failure(String error, @Nullable String cause) {
    return new Outcome(JsonNull.NULL, error, cause);
  }

  static Outcome interrupted(Task task, String why) {
    return failure(
        TaskHandler.INTERRUPTED,
        "The process ended while '"
            + task.resource()
            + "' worked for state '"
            + task.stateName()
            + "': "
            + why
            + ". It may have been done, half done or not begun. Retry on "
            + TaskHandler.INTERRUPTED
            + " if it may be done twice.");
  }

  static Outcome of(JsonObject json) {
    String error = json.string("Error");
    Json result = json.get("Result");
    return error == null
        ? success(result == null ? JsonNull.NULL : result)
        : failure(error, json.string("Cause"));
  }

  JsonObject json() {
    return error == null
        ? JsonObject.of("Result", result)
        : JsonObject.builder().put("Error", error).putIfPresent("Cause", cause).build();
  }

  /** Says that the work has been handed over, or that it could not be. */
  void submit(Task task) {
    if (error == null) {
      task.submitted(result);
    } else {
      task.fail(error, cause);
    }
  }

  void tell(Task task) {
    if (error == null) {
      task.succeed(result);
    } else {
      task.fail(error, cause);
    }
  }
}
