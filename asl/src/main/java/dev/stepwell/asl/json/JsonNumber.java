package dev.stepwell.asl.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A JSON number. It prints as it was spelled ({@code 0.0}, {@code 3.30}, {@code 1e3}) and compares
 * by its numeric value. Thread-safe: the spelling is computed at most once a thread, with the same
 * result.
 */
public final class JsonNumber implements Json {

  private static final JsonNumber[] SMALL = new JsonNumber[1280];

  static {
    for (int i = 0; i < SMALL.length; i++) {
      SMALL[i] = new JsonNumber(i - 256, i - 256, true, null);
    }
  }

  private final long integer;
  private final double real;
  private final boolean integral;
  private @Nullable String text;

  private JsonNumber(long integer, double real, boolean integral, @Nullable String text) {
    this.integer = integer;
    this.real = real;
    this.integral = integral;
    this.text = text;
  }

  static JsonNumber of(long value) {
    return value >= -256 && value < SMALL.length - 256
        ? SMALL[(int) value + 256]
        : new JsonNumber(value, value, true, null);
  }

  static JsonNumber of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no number for " + value);
    }
    return new JsonNumber((long) value, value, isLong(value), null);
  }

  /**
   * The number spelled so.
   *
   * @param text a JSON number token
   * @throws NumberFormatException if the text spells no number
   */
  public static JsonNumber parse(String text) {
    if (!isToken(text)) {
      throw new NumberFormatException("'" + text + "' is no JSON number");
    }
    if (text.length() <= 18 && isDigits(text)) {
      long value = Long.parseLong(text);
      return text.equals("-0") ? new JsonNumber(0, -0.0, true, text) : of(value);
    }
    double real = Double.parseDouble(text);
    if (isLong(real) || isDigits(text)) {
      try {
        return new JsonNumber(new BigDecimal(text).longValueExact(), real, true, text);
      } catch (ArithmeticException | NumberFormatException notALong) {
        return new JsonNumber((long) real, real, false, text);
      }
    }
    return new JsonNumber((long) real, real, false, text);
  }

  private static boolean isToken(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int at = digits(text, start);
    if (at == start || (text.charAt(start) == '0' && at > start + 1)) {
      return false;
    }
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = at + 1;
      at = digits(text, fraction);
      if (at == fraction) {
        return false;
      }
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int exponent = at + 1;
      if (exponent < text.length() && "+-".indexOf(text.charAt(exponent)) >= 0) {
        exponent++;
      }
      at = digits(text, exponent);
      return at > exponent && at == text.length();
    }
    return at == text.length();
  }

  /** The place behind the digits that start at a place. */
  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static boolean isDigits(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    return start < text.length() && digits(text, start) == text.length();
  }

  private static boolean isLong(double value) {
    return value == Math.rint(value) && Math.abs(value) < 0x1p63;
  }

  /** Whether the value is a whole number that fits a {@code long}, however it is spelled. */
  public boolean isIntegral() {
    return integral;
  }

  /** The value as a {@code long}; digits behind the point are cut off. */
  public long longValue() {
    return integer;
  }

  /**
   * The value as an {@code int}.
   *
   * @throws ArithmeticException if it is not a whole number in range
   */
  public int intValueExact() {
    if (!integral) {
      throw new ArithmeticException(spelling() + " is not a whole number");
    }
    return Math.toIntExact(integer);
  }

  /** The value as a {@code double}. */
  public double doubleValue() {
    return real;
  }

  /** The value with all its digits. */
  public BigDecimal decimalValue() {
    return new BigDecimal(spelling());
  }

  @Override
  public JsonNumber canonical() {
    if (text == null || (!integral && !Double.isFinite(real))) {
      return this;
    }
    JsonNumber plain = integral ? of(integer) : of(real);
    return plain.spelling().equals(text) ? this : plain;
  }

  String spelling() {
    String known = text;
    if (known == null) {
      known = integral ? Long.toString(integer) : Double.toString(real);
      text = known;
    }
    return known;
  }

  @Override
  public int size() {
    return spelling().length();
  }

  @Override
  public String typeName() {
    return "number";
  }

  @Override
  public Number toJava() {
    String spelled = spelling();
    if (integral && isDigits(spelled)) {
      if (integer == (int) integer) {
        return (int) integer;
      }
      return integer;
    }
    if (isDigits(spelled)) {
      return new BigInteger(spelled);
    }
    return real;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof JsonNumber number)) {
      return false;
    }
    return integral == number.integral
        && (integral ? integer == number.integer : real == number.real);
  }

  @Override
  public int hashCode() {
    return integral ? Long.hashCode(integer) : Double.hashCode(real);
  }

  @Override
  public String toString() {
    return spelling();
  }
}
