package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonString;
import java.time.Instant;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The comparisons and type tests of Choice rules; a value of another type is just not equal. */
final class Operators {

  private Operators() {}

  /** Compares a value with an operand of the operator's type. */
  @FunctionalInterface
  interface Comparison {
    boolean holds(Json value, Json operand);
  }

  /** Tests the type of a value. */
  @FunctionalInterface
  interface TypeTest {
    boolean holds(Json value);
  }

  /** The comparison of that name, without {@code Path} at its end, or null. */
  static @Nullable Comparison comparison(String name) {
    if (name.equals("BooleanEquals")) {
      return (value, operand) -> value instanceof JsonBoolean && value == operand;
    }
    if (name.equals("StringMatches")) {
      return (value, operand) ->
          value instanceof JsonString text
              && operand instanceof JsonString pattern
              && new StringPattern(pattern.value()).matches(text.value());
    }
    for (String family : new String[] {"String", "Numeric", "Timestamp"}) {
      if (name.startsWith(family)) {
        IntPredicate wanted = wanted(name.substring(family.length()));
        return wanted == null ? null : ordered(family, wanted);
      }
    }
    return null;
  }

  private static Comparison ordered(String family, IntPredicate wanted) {
    return switch (family) {
      case "String" ->
          (value, operand) ->
              value instanceof JsonString one
                  && operand instanceof JsonString other
                  && wanted.test(one.value().compareTo(other.value()));
      case "Numeric" ->
          (value, operand) ->
              value instanceof JsonNumber one
                  && operand instanceof JsonNumber other
                  && wanted.test(order(one, other));
      default ->
          (value, operand) -> {
            Instant one = instant(value);
            Instant other = one == null ? null : instant(operand);
            return one != null && other != null && wanted.test(one.compareTo(other));
          };
    };
  }

  private static @Nullable IntPredicate wanted(String relation) {
    return switch (relation) {
      case "Equals" -> order -> order == 0;
      case "LessThan" -> order -> order < 0;
      case "GreaterThan" -> order -> order > 0;
      case "LessThanEquals" -> order -> order <= 0;
      case "GreaterThanEquals" -> order -> order >= 0;
      default -> null;
    };
  }

  private static int order(JsonNumber one, JsonNumber other) {
    return one.isIntegral() && other.isIntegral()
        ? Long.compare(one.longValue(), other.longValue())
        : one.decimalValue().compareTo(other.decimalValue());
  }

  private static @Nullable Instant instant(Json value) {
    return value instanceof JsonString text ? Timestamps.parse(text.value()) : null;
  }

  /** The type test of that name, or null; {@code IsPresent} is none of them. */
  static @Nullable TypeTest typeTest(String name) {
    return switch (name) {
      case "IsNull" -> value -> value == JsonNull.NULL;
      case "IsNumeric" -> value -> value instanceof JsonNumber;
      case "IsString" -> value -> value instanceof JsonString;
      case "IsBoolean" -> value -> value instanceof JsonBoolean;
      case "IsTimestamp" -> value -> instant(value) != null;
      default -> null;
    };
  }
}
