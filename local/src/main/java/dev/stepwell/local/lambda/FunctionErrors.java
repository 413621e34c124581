package dev.stepwell.local.lambda;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a handler throws, as Lambda's Java runtime reports it: the error's name is its class. */
final class FunctionErrors {

  private static final int DEPTH = 8;

  private FunctionErrors() {}

  static TaskFailedException thrown(Throwable failure) {
    return new TaskFailedException(failure.getClass().getName(), json(failure, 0).compact());
  }

  static TaskFailedException failed(String errorType, String message) {
    JsonObject payload =
        JsonObject.of("errorMessage", Json.of(message), "errorType", Json.of(errorType));
    return new TaskFailedException(errorType, payload.compact());
  }

  private static JsonObject json(Throwable failure, int depth) {
    JsonObject.Builder json =
        JsonObject.builder()
            .putIfPresent("errorMessage", failure.getMessage())
            .put("errorType", failure.getClass().getName())
            .put("stackTrace", stackTrace(failure));
    @Nullable Throwable cause = failure.getCause();
    if (cause != null && depth < DEPTH) {
      json.put("cause", json(cause, depth + 1));
    }
    return json.build();
  }

  /** The frames of the handler and what it called, but not of what called it. */
  private static JsonArray stackTrace(Throwable failure) {
    List<Json> frames = new ArrayList<>();
    for (StackTraceElement frame : failure.getStackTrace()) {
      if (frame.getClassName().startsWith(Functions.class.getPackageName() + ".")) {
        break;
      }
      frames.add(Json.of(frame.toString()));
    }
    return JsonArray.of(frames);
  }
}
