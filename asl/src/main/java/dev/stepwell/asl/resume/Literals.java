package dev.stepwell.asl.resume;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;

/** Values as literals of a JSONata state. */
final class Literals {

  private Literals() {}

  /** The value; a text that looks like an expression is quoted. */
  static Json of(Json value) {
    if (value instanceof JsonString text) {
      boolean looksLikeIt = text.value().startsWith("{%") && text.value().endsWith("%}");
      return looksLikeIt ? Json.of("{% " + text.compact() + " %}") : value;
    } else if (value instanceof JsonArray array) {
      return array.stream().map(Literals::of).collect(JsonArray.collector());
    } else if (value instanceof JsonObject object) {
      JsonObject.Builder made = JsonObject.builder();
      object.forEach((name, member) -> made.put(name, of(member)));
      return made.build();
    }
    return value;
  }
}
