package dev.stepwell.asl.validation;

import dev.stepwell.asl.Placeholders;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonString;

/**
 * A field that holds a number between bounds.
 *
 * @param whole whether there may be no digits behind the point
 * @param least the least value
 * @param most the greatest value
 * @param dynamic whether JSONata may yield the number
 */
record NumberCheck(boolean whole, double least, double most, boolean dynamic)
    implements ValueCheck {

  /** The longest time in seconds. */
  static final long LONGEST = 99_999_999;

  /** A constant whole number. */
  static NumberCheck integer(long least, long most) {
    return new NumberCheck(true, least, most, false);
  }

  /** A constant number. */
  static NumberCheck number(double least, double most) {
    return new NumberCheck(false, least, most, false);
  }

  /** The same, but JSONata may yield it. */
  NumberCheck orExpression() {
    return new NumberCheck(whole, least, most, true);
  }

  @Override
  public void check(Json value, Place place, Scope scope) {
    if (value instanceof JsonNumber number && (!whole || isInteger(number))) {
      if (number.doubleValue() < least) {
        scope.findings().schema("Minimum value is " + spell(least), place);
      } else if (number.doubleValue() > most) {
        scope.findings().schema("Maximum value is " + spell(most), place);
      }
    } else if (dynamic && scope.jsonata() && ExpressionCheck.isExpression(value)) {
      ExpressionCheck.IN.check(value, place, scope);
    } else if (!Placeholders.is(value)) {
      String remedy = value instanceof JsonString ? "write the number without quotes" : "";
      scope
          .findings()
          .schema("Expected value of type [" + (whole ? "INTEGER" : "NUMBER") + "]", place, remedy);
    }
  }

  private static boolean isInteger(JsonNumber number) {
    if (!number.isIntegral()) {
      return false;
    }
    String spelled = number.toString();
    char last = spelled.charAt(spelled.length() - 1);
    return last >= '0'
        && last <= '9'
        && spelled.indexOf('.') < 0
        && spelled.indexOf('e') < 0
        && spelled.indexOf('E') < 0;
  }

  private String spell(double bound) {
    return whole ? Long.toString((long) bound) : Double.toString(bound);
  }
}
