package dev.stepwell.asl.validation;

import dev.stepwell.asl.Placeholders;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;

/** A payload template: members whose name ends in {@code .$} hold paths or intrinsic calls. */
final class TemplateCheck {

  private TemplateCheck() {}

  static void template(Json value, Place place, Scope scope) {
    if (value instanceof JsonObject object) {
      for (int i = 0; i < object.length(); i++) {
        member(object, object.nameAt(i), object.valueAt(i), place, scope);
      }
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.length(); i++) {
        template(array.get(i), place.element(i), scope);
      }
    }
  }

  private static void member(JsonObject object, String name, Json value, Place place, Scope scope) {
    if (!name.endsWith(".$")) {
      if (value instanceof JsonString text) {
        if (text.value().startsWith("$.") || text.value().startsWith("$$.")) {
          scope
              .findings()
              .warning(
                  "NO_DOLLAR",
                  "The value of the field '" + name + "' looks like a path but is a constant",
                  place.member(name),
                  "name the field '" + name + ".$' to have the path evaluated");
        }
      } else {
        template(value, place.member(name), scope);
      }
      return;
    }
    if (!(value instanceof JsonString text)
        || (!PathCheck.isPathOrCall(text.value()) && !Placeholders.in(text.value()))) {
      scope
          .findings()
          .schema(
              "The value for the field '"
                  + name
                  + "' must be a valid JSONPath or a valid intrinsic function call",
              place,
              value instanceof JsonString wrong ? PathCheck.remedy(wrong.value()) : "");
    }
    String stripped = name.substring(0, name.length() - 2);
    if (object.has(stripped)) {
      scope
          .findings()
          .schema(
              "There should only be one of the following fields: [" + stripped + ", " + name + "]",
              place);
    }
  }
}
