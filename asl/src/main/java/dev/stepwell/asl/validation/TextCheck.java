package dev.stepwell.asl.validation;

import dev.stepwell.asl.Placeholders;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonString;
import java.util.Arrays;
import java.util.List;

/** A field that holds a text. */
final class TextCheck {

  /** Any text. */
  static final ValueCheck TEXT = TextCheck::text;

  private TextCheck() {}

  /** One of a few words. */
  static ValueCheck word(String... words) {
    List<String> allowed = Arrays.asList(words);
    return (value, place, scope) -> {
      if (!(value instanceof JsonString text)) {
        scope.findings().mistyped("STRING", place);
      } else if (!allowed.contains(text.value()) && !Placeholders.in(text.value())) {
        scope.findings().schema("Value should be one of the following: " + allowed, place);
      }
    };
  }

  private static void text(Json value, Place place, Scope scope) {
    if (!(value instanceof JsonString)) {
      scope.findings().mistyped("STRING", place);
    }
  }
}
