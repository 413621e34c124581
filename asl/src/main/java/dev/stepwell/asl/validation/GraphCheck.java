package dev.stepwell.asl.validation;

import static dev.stepwell.asl.validation.Field.both;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.Set;

/** The states of a graph and their names. */
final class GraphCheck {

  private static final int LONGEST_NAME = 80;

  private GraphCheck() {}

  /** The fields of a graph inside a state. */
  static FieldSet fields() {
    return FieldSet.of(
            both("Comment", TextCheck.TEXT),
            both("StartAt", TextCheck.TEXT),
            both("States", GraphCheck::states))
        .requiring("States", "StartAt");
  }

  static void states(Json value, Place place, Scope scope) {
    if (!(value instanceof JsonObject states)) {
      scope.findings().mistyped("OBJECT", place);
      return;
    }
    if (states.isEmpty()) {
      scope.findings().schema("Value cannot be empty", place);
    }
    for (int i = 0; i < states.length(); i++) {
      String name = states.nameAt(i);
      Place at = place.member(name);
      name(name, at, scope);
      StateCheck.check(states.valueAt(i), at, scope, states);
    }
  }

  private static void name(String name, Place place, Scope scope) {
    if (name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST_NAME) {
      scope
          .findings()
          .error(
              "INVALID_STATE_NAME",
              "State name must have 1 to " + LONGEST_NAME + " characters",
              place,
              "shorten it; the Comment has room for more");
    }
    Set<String> names = scope.machine().names();
    if (!names.add(name)) {
      scope
          .findings()
          .error(
              "DUPLICATE_STATE_NAME",
              "State name '" + name + "' is used more than once",
              place,
              "names are unique in the whole machine, branches and iterations included");
    }
  }
}
