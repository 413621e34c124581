package dev.stepwell.dsl.estimate;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.jsonata.Expression;
import dev.stepwell.dsl.model.Range;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How many bytes of compact JSON a template with JSONata expressions becomes. Of an expression only
 * constants, arithmetic, tests, joined texts and functions with short results are bounded.
 */
final class Sizes {

  /** A value whose size nobody knows: at least one digit. */
  private static final Range OPEN = new Range(1, OptionalLong.empty());

  private static final Range BOOLEAN = Range.of(4, 5);

  /** From {@code 0} to 17 digits with sign, point and exponent. */
  private static final Range NUMBER = Range.of(1, 25);

  private static final Range QUOTES = Range.of(2);

  private static final Map<String, Range> CALLS =
      Map.ofEntries(
          Map.entry("count", NUMBER),
          Map.entry("sum", NUMBER),
          Map.entry("length", NUMBER),
          Map.entry("number", NUMBER),
          Map.entry("power", NUMBER),
          Map.entry("round", NUMBER),
          Map.entry("floor", NUMBER),
          Map.entry("ceil", NUMBER),
          Map.entry("toMillis", NUMBER),
          Map.entry("millis", NUMBER),
          Map.entry("exists", BOOLEAN),
          Map.entry("not", BOOLEAN),
          Map.entry("boolean", BOOLEAN),
          Map.entry("contains", BOOLEAN),
          // Hexadecimal: MD5 has 32 digits, SHA-512 has 128.
          Map.entry("hash", Range.of(32 + 2, 128 + 2)),
          Map.entry("uuid", Range.of(36 + 2)));

  private Sizes() {}

  static Range of(Json template) {
    if (template instanceof JsonObject object) {
      Range sum = Range.of(frame(object.length()));
      for (int i = 0; i < object.length(); i++) {
        // A name and its colon.
        long name = new JsonString(object.nameAt(i)).size() + 1L;
        sum = sum.plus(Range.of(name)).plus(of(object.valueAt(i)));
      }
      return sum;
    } else if (template instanceof JsonArray array) {
      Range sum = Range.of(frame(array.length()));
      for (Json element : array) {
        sum = sum.plus(of(element));
      }
      return sum;
    } else if (isExpression(template)) {
      return Counting.expression(template).map(Sizes::of).orElse(OPEN);
    }
    return Range.of(template.size());
  }

  private static boolean isExpression(Json template) {
    return template instanceof JsonString text && text.value().startsWith("{%");
  }

  /** Brackets, and commas in between. */
  private static long frame(int elements) {
    return 2L + Math.max(0, elements - 1);
  }

  private static Range of(Expression expression) {
    Expression plain = Counting.plain(expression);
    if (plain instanceof Expression.Constant constant) {
      return Range.of(constant.value().size());
    } else if (plain instanceof Expression.Negation) {
      return NUMBER;
    } else if (plain instanceof Expression.Binary binary) {
      return binary(binary);
    } else if (plain instanceof Expression.Condition condition) {
      return condition.otherwise() == null
          ? OPEN
          : of(condition.then()).or(of(condition.otherwise()));
    } else if (plain instanceof Expression.Call call
        && Counting.plain(call.function()) instanceof Expression.Variable function) {
      return CALLS.getOrDefault(function.name(), OPEN);
    }
    return OPEN;
  }

  private static Range binary(Expression.Binary binary) {
    return switch (binary.operator()) {
      case "+", "-", "*", "/", "%" -> NUMBER;
      case "&" -> QUOTES.plus(characters(binary.left())).plus(characters(binary.right()));
      default -> BOOLEAN;
    };
  }

  /** What a value adds to a text it is joined to: a text without its quotes; nothing if absent. */
  private static Range characters(Expression expression) {
    Range whole = of(expression);
    Expression plain = Counting.plain(expression);
    boolean text =
        (plain instanceof Expression.Constant constant && constant.value() instanceof JsonString)
            || (plain instanceof Expression.Binary joined && joined.operator().equals("&"));
    if (text) {
      return new Range(whole.least() - 2, shorter(whole.most()));
    }
    return new Range(0, whole.most());
  }

  private static OptionalLong shorter(OptionalLong most) {
    return most.isPresent() ? OptionalLong.of(most.getAsLong() - 2) : most;
  }
}
