package dev.stepwell.local;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.local.service.TaskCalls;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended that a test handed to a handler.
 *
 * @param result the result; null in JSON if the task failed
 * @param error the error's name; null if the task succeeded
 * @param cause the error's text; null if the task succeeded
 */
public record Answer(Json result, @Nullable String error, @Nullable String cause) {

  /** Has the handler for a resource do the work; the handlers' executor must be direct. */
  public static Answer to(TaskHandlers handlers, String resource, JsonObject arguments) {
    try {
      return new Answer(TaskCalls.to(handlers).callResource(resource, arguments), null, null);
    } catch (TaskFailedException failure) {
      return new Answer(JsonNull.NULL, failure.error(), failure.getMessage());
    }
  }

  /** The result; an assertion fails if there is none. */
  public JsonObject object() {
    if (error != null) {
      throw new AssertionError("the task failed: " + error + ": " + cause);
    }
    return (JsonObject) result;
  }
}
