package dev.stepwell.asl.validation;

import dev.stepwell.asl.Placeholders;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonString;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** A field that holds an instant as RFC 3339 spells it, or JSONata that yields one. */
final class TimestampCheck {

  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");

  private TimestampCheck() {}

  /** A constant. */
  static void constant(Json value, Place place, Scope scope) {
    if (!(value instanceof JsonString text)) {
      scope.findings().mistyped("STRING", place);
    } else if (!isTimestamp(text.value()) && !Placeholders.in(text.value())) {
      scope
          .findings()
          .schema(
              "String does not match RFC3339 timestamp",
              place,
              "write it like 2016-03-14T01:59:00Z");
    }
  }

  /** A constant, or JSONata. */
  static void dynamic(Json value, Place place, Scope scope) {
    if (scope.jsonata() && ExpressionCheck.isExpression(value)) {
      ExpressionCheck.IN.check(value, place, scope);
    } else {
      constant(value, place, scope);
    }
  }

  private static boolean isTimestamp(String text) {
    if (!RFC_3339.matcher(text).matches()) {
      return false;
    }
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
