package dev.stepwell.asl.validation;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;

/** The field {@code Result} of a Pass: a constant, in which nothing is evaluated. */
final class PassResultCheck {

  private PassResultCheck() {}

  static void check(Json value, Place place, Scope scope) {
    if (value instanceof JsonObject object) {
      for (int i = 0; i < object.length(); i++) {
        String name = object.nameAt(i);
        if (name.endsWith(".$")) {
          scope
              .findings()
              .warning(
                  "PASS_RESULT_IS_STATIC",
                  "The field '" + name + "' in Result is not evaluated",
                  place.member(name),
                  "use Parameters in place of Result");
        } else {
          check(object.valueAt(i), place.member(name), scope);
        }
      }
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.length(); i++) {
        check(array.get(i), place.element(i), scope);
      }
    }
  }
}
