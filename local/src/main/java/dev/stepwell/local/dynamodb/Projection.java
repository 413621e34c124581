package dev.stepwell.local.dynamodb;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;

/** Builds a part of an item: maps keep the names of what is chosen, lists move up. */
final class Projection {

  private Projection() {}

  /** The part with one more value, at the place where it stood. */
  static JsonObject put(JsonObject members, List<Object> steps, JsonObject value) {
    String name = (String) steps.get(0);
    return members.with(name, below(members.object(name), steps.subList(1, steps.size()), value));
  }

  private static JsonObject below(JsonObject now, List<Object> steps, JsonObject value) {
    if (steps.isEmpty()) {
      return value;
    }
    if (steps.get(0) instanceof String) {
      return JsonObject.of("M", put(now.object("M"), steps, value));
    }
    JsonObject element = below(JsonObject.EMPTY, steps.subList(1, steps.size()), value);
    JsonArray list = now.get("L") instanceof JsonArray array ? array : JsonArray.EMPTY;
    return JsonObject.of("L", list.plus((Json) element));
  }
}
