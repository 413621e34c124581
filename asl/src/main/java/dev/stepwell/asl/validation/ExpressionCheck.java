package dev.stepwell.asl.validation;

import dev.stepwell.asl.Placeholders;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.jsonata.JsonataParser;
import dev.stepwell.asl.jsonata.JsonataSyntaxException;
import dev.stepwell.asl.jsonata.References;

/**
 * Values with JSONata in them, at any depth.
 *
 * @param result whether {@code $states.result} exists here
 * @param errorOutput whether {@code $states.errorOutput} exists here
 */
record ExpressionCheck(boolean result, boolean errorOutput) implements ValueCheck {

  /** Where only the input and the context exist. */
  static final ExpressionCheck IN = new ExpressionCheck(false, false);

  /** Where the work has been done. */
  static final ExpressionCheck AFTER = new ExpressionCheck(true, false);

  /** Where the work has failed. */
  static final ExpressionCheck CAUGHT = new ExpressionCheck(false, true);

  /** Whether the value is a text in the signs of an expression. */
  static boolean isExpression(Json value) {
    return value instanceof JsonString text
        && text.value().startsWith("{%")
        && text.value().endsWith("%}")
        && text.value().length() >= 4;
  }

  @Override
  public void check(Json value, Place place, Scope scope) {
    if (value instanceof JsonString text) {
      text(text.value(), place, scope);
    } else if (value instanceof JsonObject object) {
      for (int i = 0; i < object.length(); i++) {
        Json member = object.valueAt(i);
        if (!isPlain(member)) {
          check(member, place.member(object.nameAt(i)), scope);
        }
      }
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.length(); i++) {
        if (!isPlain(array.get(i))) {
          check(array.get(i), place.element(i), scope);
        }
      }
    }
  }

  private static boolean isPlain(Json value) {
    if (value instanceof JsonString text) {
      return !text.value().startsWith("{%") && !text.value().endsWith("%}");
    }
    return !(value instanceof JsonObject) && !(value instanceof JsonArray);
  }

  private void text(String text, Place place, Scope scope) {
    boolean opened = text.startsWith("{%");
    boolean closed = text.endsWith("%}") && text.length() >= 4;
    if (opened != closed) {
      scope
          .findings()
          .schema(
              "A JSONata expression must start with '{%' and end with '%}'",
              place, "add the missing " + (opened ? "'%}' at the end" : "'{%' at the start"));
    } else if (opened) {
      expression(Placeholders.filled(text.substring(2, text.length() - 2)), place, scope);
    }
  }

  private void expression(String text, Place place, Scope scope) {
    References references;
    try {
      references = References.of(JsonataParser.parse(text));
    } catch (JsonataSyntaxException e) {
      scope
          .findings()
          .error("INVALID_JSONATA_EXPRESSION", String.valueOf(e.getMessage()), place, "");
      return;
    }
    for (String name : references.topLevel()) {
      unsupported(
          "Reference to '" + name + "' at the top level is not supported.",
          "there is no input document; start with $states.input or a variable",
          place,
          scope);
    }
    if (references.wholeInput()) {
      unsupported("Reference to '$$' is not supported.", "start with $states.input", place, scope);
    }
    for (String field : references.states()) {
      if (!exists(field)) {
        unsupported("Field '$states." + field + "' does not exist.", remedy(field), place, scope);
      }
    }
    if (references.assignsStates()) {
      unsupported("Variable 'states' is reserved.", "assign to another variable", place, scope);
    }
  }

  private boolean exists(String field) {
    return switch (field) {
      case "input", "context" -> true;
      case "result" -> result;
      case "errorOutput" -> errorOutput;
      default -> false;
    };
  }

  private static String remedy(String field) {
    return switch (field) {
      case "result" -> "it is there in Assign and Output of a Task, Parallel or Map only";
      case "errorOutput" -> "it is there in Assign and Output of a Catch entry only";
      default -> "there are $states.input, .context, .result and .errorOutput";
    };
  }

  private static void unsupported(String message, String remedy, Place place, Scope scope) {
    scope.findings().error("UNSUPPORTED_JSONATA_EXPRESSION", message, place, remedy);
  }
}
