package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonString;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What typed paths find, checked with AWS's words. */
final class PathValues {

  private PathValues() {}

  static long seconds(Path path, @Nullable Json found, String field) {
    if (found == null) {
      throw EvaluationException.runtime(
          "The " + field + " parameter does not reference an input value: " + path);
    }
    Long seconds = whole(found);
    if (seconds == null) {
      throw EvaluationException.runtime(
          "The " + field + " parameter cannot be parsed as a long value: " + equality(path, found));
    }
    if (seconds < 0) {
      throw EvaluationException.runtime(
          "The " + field + " parameter references a negative value: " + equality(path, found));
    }
    return seconds;
  }

  static Instant instant(Path path, @Nullable Json found, String field) {
    if (found == null) {
      throw EvaluationException.runtime(
          "The " + field + " parameter does not reference an input value: " + path);
    }
    Instant instant = found instanceof JsonString text ? Timestamps.parse(text.value()) : null;
    if (instant == null) {
      throw EvaluationException.runtime(
          "The "
              + field
              + " parameter does not reference a valid ISO-8601 extended offset date-time format"
              + " string: "
              + equality(path, found));
    }
    return instant;
  }

  static long integer(Path path, Json found, String field) {
    Long value = whole(found);
    if (value == null) {
      throw refused(path, found, field, "integer");
    }
    return value;
  }

  static double real(Path path, Json found, String field) {
    if (found instanceof JsonNumber number) {
      return number.doubleValue();
    }
    try {
      return Double.parseDouble(plain(found));
    } catch (NumberFormatException noNumber) {
      throw refused(path, found, field, "float");
    }
  }

  private static EvaluationException refused(Path path, Json found, String field, String type) {
    return EvaluationException.runtime(
        "The "
            + field
            + " field refers to value \""
            + plain(found)
            + "\" which is not a valid "
            + type
            + ": "
            + path);
  }

  /** A whole number, or a text that spells one; else null. */
  private static @Nullable Long whole(Json found) {
    if (found instanceof JsonNumber number) {
      return number.isIntegral() ? number.longValue() : null;
    }
    if (found instanceof JsonString text) {
      try {
        return Long.valueOf(text.value());
      } catch (NumberFormatException noNumber) {
        return null;
      }
    }
    return null;
  }

  private static String equality(Path path, Json found) {
    return path + " == " + plain(found);
  }

  private static String plain(Json found) {
    return found instanceof JsonString text ? text.value() : found.compact();
  }
}
