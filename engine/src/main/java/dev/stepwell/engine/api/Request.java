package dev.stepwell.engine.api;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A request that has its shape.
 *
 * @param operation what is asked for
 * @param members with what
 */
record Request(String operation, JsonObject members) {

  /** A member that the shape requires. */
  String text(String name) {
    String value = members.string(name);
    if (value == null) {
      throw new IllegalStateException(operation + " does not require '" + name + "'");
    }
    return value;
  }

  @Nullable String optional(String name) {
    return members.string(name);
  }

  boolean has(String name) {
    Json value = members.get(name);
    return value != null && value != JsonNull.NULL;
  }

  boolean flag(String name, boolean otherwise) {
    return members.get(name) instanceof JsonBoolean flag ? flag == JsonBoolean.TRUE : otherwise;
  }

  @Nullable JsonNumber number(String name) {
    return members.get(name) instanceof JsonNumber number ? number : null;
  }

  JsonObject object(String name) {
    return members.object(name);
  }

  JsonArray array(String name) {
    return members.array(name);
  }

  /** Whether payloads are wanted, by {@code includedData}. */
  boolean wantsData() {
    return !"METADATA_ONLY".equals(optional("includedData"));
  }
}
