package dev.stepwell.asl.validation;

import dev.stepwell.asl.Placeholders;
import dev.stepwell.asl.intrinsic.Argument;
import dev.stepwell.asl.intrinsic.IntrinsicSyntaxException;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.path.JsonPath;
import dev.stepwell.asl.path.JsonPath.Root;
import dev.stepwell.asl.path.PathSyntaxException;

/** Fields that hold a path. */
final class PathCheck {

  private PathCheck() {}

  /** Any path. */
  static void path(Json value, Place place, Scope scope) {
    if (!(value instanceof JsonString text)) {
      scope.findings().mistyped("STRING", place);
    } else if (!Placeholders.in(text.value())) {
      parse(text.value(), "Value is not a valid JSONPath", place, scope);
    }
  }

  /** Any path, or null. */
  static void pathOrNull(Json value, Place place, Scope scope) {
    if (!(value instanceof JsonNull)) {
      path(value, place, scope);
    }
  }

  /** A reference path into the data, the Context Object or a variable. */
  static void reference(Json value, Place place, Scope scope) {
    reference(value, place, scope, true, true);
  }

  /** A reference path into the data or a variable. */
  static void referenceWithoutContext(Json value, Place place, Scope scope) {
    reference(value, place, scope, false, true);
  }

  /** Where in the input to put a result; null drops it. */
  static void resultPath(Json value, Place place, Scope scope) {
    if (!(value instanceof JsonNull)) {
      reference(value, place, scope, false, false);
    }
  }

  /** A path, or a call that yields a text. */
  static void pathOrCall(Json value, Place place, Scope scope) {
    if (value instanceof JsonString text && text.value().startsWith("States.")) {
      if (!isCall(text.value()) && !Placeholders.in(text.value())) {
        scope.findings().schema("Value is not a valid JSONPath", place, remedy(text.value()));
      }
    } else {
      reference(value, place, scope);
    }
  }

  static boolean isPathOrCall(String text) {
    if (!text.startsWith("$")) {
      return isCall(text);
    }
    try {
      JsonPath.parse(text);
      return true;
    } catch (PathSyntaxException e) {
      return false;
    }
  }

  /** Why the text is neither a path nor a call. */
  static String remedy(String text) {
    try {
      if (text.startsWith("States.")) {
        Argument.Call.parse(text);
      } else {
        JsonPath.parse(text);
      }
      return "";
    } catch (PathSyntaxException | IntrinsicSyntaxException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static boolean isCall(String text) {
    try {
      Argument.Call.parse(text);
      return true;
    } catch (IntrinsicSyntaxException e) {
      return false;
    }
  }

  private static void reference(
      Json value, Place place, Scope scope, boolean context, boolean variables) {
    if (!(value instanceof JsonString text)) {
      scope.findings().mistyped("STRING", place);
      return;
    }
    if (Placeholders.in(text.value())) {
      return;
    }
    String message = "Value is not a Reference Path";
    try {
      JsonPath path = JsonPath.parse(text.value());
      if (!path.isReference()) {
        scope
            .findings()
            .schema(message, place, "it has to denote one node: only names and single places");
      } else if (path.root() == Root.CONTEXT && !context) {
        scope.findings().schema(message, place, "the Context Object cannot be used here");
      } else if (path.root() == Root.VARIABLE && !variables) {
        scope.findings().schema(message, place, "a variable cannot be used here; use Assign");
      }
    } catch (PathSyntaxException e) {
      scope.findings().schema(message, place, String.valueOf(e.getMessage()));
    }
  }

  private static void parse(String text, String message, Place place, Scope scope) {
    try {
      JsonPath.parse(text);
    } catch (PathSyntaxException e) {
      scope.findings().schema(message, place, String.valueOf(e.getMessage()));
    }
  }
}
