package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import org.jspecify.annotations.Nullable;

/** What AWS finds wrong with a task's parameters before it calls the service. */
interface ParameterCheck {

  /** The reason why the task cannot be started, or null. */
  @Nullable String problem(JsonObject parameters);

  /** The check for a resource; null for those without. */
  static @Nullable ParameterCheck of(Resource resource) {
    return switch (resource.type() + ":" + resource.action()) {
      case "apigateway:invoke", "apigateway:invoke.waitForTaskToken" -> ParameterCheck::headers;
      case "batch:submitJob", "batch:submitJob.sync" -> ParameterCheck::batchParameters;
      default -> null;
    };
  }

  private static @Nullable String headers(JsonObject parameters) {
    JsonObject headers = parameters.object("Headers");
    for (int i = 0; i < headers.length(); i++) {
      if (!(headers.valueAt(i) instanceof JsonArray)) {
        return "The value of the field 'Headers' has an invalid format";
      }
    }
    return null;
  }

  private static @Nullable String batchParameters(JsonObject parameters) {
    JsonObject given = parameters.object("Parameters");
    for (int i = 0; i < given.length(); i++) {
      Json value = given.valueAt(i);
      if (!(value instanceof JsonString)) {
        return "The value for the field '" + given.nameAt(i) + "' must be a STRING";
      }
    }
    return null;
  }
}
