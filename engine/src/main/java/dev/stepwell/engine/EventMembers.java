package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Writes the members of event details; what is null is left out. */
final class EventMembers {

  private static final JsonObject NOT_TRUNCATED = JsonObject.of("truncated", JsonBoolean.FALSE);

  private EventMembers() {}

  static void put(JsonObject.Builder json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, Json.of(value));
    }
  }

  static void put(JsonObject.Builder json, String name, @Nullable Long value) {
    if (value != null) {
      json.put(name, Json.of((long) value));
    }
  }

  static void payload(JsonObject.Builder json, String name, Json value) {
    json.put(name, Json.of(value.text()));
    json.put(name + "Details", NOT_TRUNCATED);
  }

  static void resource(JsonObject.Builder json, Resource resource) {
    put(json, "resourceType", resource.type());
    put(json, "resource", resource.action());
  }

  static void credentials(JsonObject.Builder json, @Nullable String roleArn) {
    if (roleArn != null) {
      json.put("taskCredentials", JsonObject.of("roleArn", Json.of(roleArn)));
    }
  }

  static void assigned(JsonObject.Builder json, JsonObject variables) {
    JsonObject.Builder texts = JsonObject.builder();
    variables.forEach((name, value) -> texts.put(name, Json.of(value.text())));
    json.put("assignedVariables", texts.build());
    json.put("assignedVariablesDetails", NOT_TRUNCATED);
  }
}
