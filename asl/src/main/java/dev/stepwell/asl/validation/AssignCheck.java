package dev.stepwell.asl.validation;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.HashSet;
import java.util.Set;

/**
 * The field {@code Assign}: names of variables and what they are set to.
 *
 * @param expressions what its JSONata may refer to
 */
record AssignCheck(ExpressionCheck expressions) implements ValueCheck {

  private static final int LONGEST = 80;

  @Override
  public void check(Json value, Place place, Scope scope) {
    if (!(value instanceof JsonObject variables)) {
      scope.findings().mistyped("OBJECT", place);
      return;
    }
    for (int i = 0; i < variables.length(); i++) {
      name(bare(variables.nameAt(i), scope), place, scope);
    }
    if (scope.jsonata()) {
      expressions.check(variables, place, scope);
    } else {
      TemplateCheck.template(variables, place, scope);
    }
  }

  private static String bare(String name, Scope scope) {
    return !scope.jsonata() && name.endsWith(".$") ? name.substring(0, name.length() - 2) : name;
  }

  private static void name(String name, Place place, Scope scope) {
    if (!isIdentifier(name) || name.codePointCount(0, name.length()) > LONGEST) {
      scope
          .findings()
          .schema(
              "Variable name '" + name + "' is not valid",
              place,
              "use at most 80 letters, digits and '_', a letter first");
    } else if (name.equals("states")) {
      scope.findings().schema("Variable name 'states' is reserved", place, "choose another name");
    } else if (scope.outer().contains(name)) {
      scope
          .findings()
          .schema(
              "Variable '" + name + "' is already assigned in an enclosing scope",
              place,
              "choose another name, or hand the value out through the state's output");
    }
  }

  private static boolean isIdentifier(String name) {
    return !name.isEmpty()
        && (name.charAt(0) == '_' || Character.isUnicodeIdentifierStart(name.codePointAt(0)))
        && name.codePoints().allMatch(Character::isUnicodeIdentifierPart);
  }

  /**
   * The names that the states of a graph assign, with those of the enclosing graphs.
   *
   * @param except a state that does not count: what it assigns it assigns when its inner graphs are
   *     done
   */
  static Set<String> assigned(JsonObject states, JsonObject except, Set<String> outer) {
    Set<String> names = new HashSet<>(outer);
    states.forEach(
        (name, state) -> {
          if (state != except && state instanceof JsonObject fields) {
            add(names, fields);
            fields.array("Choices").forEach(rule -> add(names, rule));
            fields.array("Catch").forEach(catcher -> add(names, catcher));
          }
        });
    return names;
  }

  private static void add(Set<String> names, Json owner) {
    if (owner instanceof JsonObject object && object.get("Assign") instanceof JsonObject assign) {
      for (String name : assign.names()) {
        names.add(name.endsWith(".$") ? name.substring(0, name.length() - 2) : name);
      }
    }
  }
}
