package dev.stepwell.asl.validation;

import dev.stepwell.asl.json.Json;

/** Checks the value of one field. */
@FunctionalInterface
interface ValueCheck {

  /** Any value is fine. */
  ValueCheck ANYTHING = (value, place, scope) -> {};

  void check(Json value, Place place, Scope scope);
}
