package dev.stepwell.asl.validation;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;

/**
 * A field that holds an array.
 *
 * @param element what every element has to be
 * @param mayBeEmpty whether there need not be any
 */
record ArrayCheck(ValueCheck element, boolean mayBeEmpty) implements ValueCheck {

  @Override
  public void check(Json value, Place place, Scope scope) {
    if (!(value instanceof JsonArray array)) {
      scope.findings().mistyped("ARRAY", place);
      return;
    }
    if (array.length() == 0 && !mayBeEmpty) {
      scope.findings().schema("Value cannot be empty", place);
    }
    for (int i = 0; i < array.length(); i++) {
      element.check(array.get(i), place.element(i), scope);
    }
  }
}
