package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers of JSONata: doubles, of which the whole ones are kept as integers. */
final class JsonataNumbers {

  private static final double MOST_DIGITS = 1e21;

  private JsonataNumbers() {}

  /** The number as it leaves an expression; AWS gives infinities and NaN as strings. */
  static Json json(double value) {
    if (!Double.isFinite(value)) {
      return Json.of(Double.toString(value));
    }
    return value == Math.rint(value) && Math.abs(value) < 0x1p63
        ? Json.of((long) value)
        : Json.of(value);
  }

  /** The number as the library takes it. */
  static Number java(JsonNumber number) {
    if (number.isIntegral()) {
      long value = number.longValue();
      if (value == (int) value) {
        return (int) value;
      }
      return value;
    }
    return number.doubleValue();
  }

  /** The number as {@code $string} prints it: all digits below 1e21, 15 behind the point. */
  static String text(Number number) {
    if (!(number instanceof Double)) {
      return number.toString();
    }
    double value = number.doubleValue();
    if (!Double.isFinite(value)) {
      return number.toString();
    }
    BigDecimal decimal =
        value == Math.rint(value)
            ? new BigDecimal(Double.toString(value))
            : new BigDecimal(value, new MathContext(15));
    double size = Math.abs(value);
    if (size < MOST_DIGITS && (size >= 1e-6 || size == 0)) {
      return withoutZeros(decimal).toPlainString();
    }
    String digits = withoutZeros(decimal).unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - withoutZeros(decimal).scale();
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + Math.abs(exponent);
  }

  private static BigDecimal withoutZeros(BigDecimal decimal) {
    return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
  }
}
