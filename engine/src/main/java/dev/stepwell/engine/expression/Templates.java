package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonString;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Compiles the values of fields. */
public final class Templates {

  private Templates() {}

  /** The value as it is written. */
  public static Template constant(Json value) {
    return scope -> value;
  }

  /**
   * A value of a JSONata state: strings <code>{%...%}</code> at any depth are expressions.
   *
   * @param field the field's name in errors, such as {@code Output} or {@code Assign/x}
   */
  public static Template jsonata(Json written, String field) {
    return JsonataTemplate.compile(written, field, null);
  }

  /** The same for a field that must be of a type, such as {@code Items} or {@code Cause}. */
  public static Template jsonata(Json written, String field, ResultType expected) {
    return JsonataTemplate.compile(written, field, expected);
  }

  /** A whole number of a JSONata state, such as {@code TimeoutSeconds}. */
  public static ToLongFunction<Scope> jsonataInteger(Json written, String field) {
    Template template = jsonata(written, field, ResultType.NUMBER);
    return scope -> {
      Json value = template.evaluate(scope);
      if (value instanceof JsonNumber number && number.isIntegral()) {
        return number.longValue();
      }
      throw EvaluationException.query(
          "The " + field + " field cannot be parsed as an integer: " + value.compact(), field);
    };
  }

  /** The {@code Timestamp} of a JSONata state. */
  public static Function<Scope, Instant> jsonataInstant(Json written, String field) {
    Template template = jsonata(written, field, ResultType.STRING);
    return scope -> {
      String text = template.evaluate(scope) instanceof JsonString string ? string.value() : "";
      Instant instant = Timestamps.parse(text);
      if (instant == null) {
        throw EvaluationException.query(
            "The "
                + field
                + " field cannot be parsed as an ISO-8601 extended offset date-time format string: "
                + text,
            field);
      }
      return instant;
    };
  }

  /**
   * A payload template of a JSONPath state: names that end in <code>.$</code> have a path or an
   * intrinsic call as their value.
   *
   * @param field the field's name, such as {@code Parameters}
   */
  public static Template payload(Json written, String field) {
    try {
      return Payload.compile(written);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
    }
  }

  /** A text that a path or an intrinsic call finds: {@code ErrorPath}, {@code CausePath}. */
  public static Function<Scope, String> textAt(String pathOrCall, String field) {
    Template template = Payload.pathOrCall(pathOrCall, field);
    return scope -> {
      Json found = template.evaluate(scope);
      if (found instanceof JsonString text) {
        return text.value();
      }
      throw EvaluationException.runtime(
          "The JSONPath '"
              + pathOrCall
              + "' specified for the field '"
              + field
              + "' must reference a string, but it references "
              + found.compact());
    };
  }
}
