package dev.stepwell.dsl.api;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The type of a value in an API. Shapes that hold others name them by number, see {@link
 * Service#shape}, because they can hold themselves.
 */
sealed interface Shape {

  /**
   * An object with known members.
   *
   * @param oneOf whether exactly one of the members is given
   */
  record Structure(Map<String, Integer> members, List<String> required, boolean oneOf)
      implements Shape {}

  /** A list. */
  record Listing(int element, Limits length) implements Shape {}

  /** An object whose members are data. */
  record Mapping(int key, int value, Limits size) implements Shape {}

  /**
   * A text.
   *
   * @param values all that is allowed; empty for anything
   * @param pattern a regular expression that all of it matches; null for none
   */
  record Text(List<String> values, Limits length, @Nullable String pattern) implements Shape {}

  /** A number. */
  record Numeral(boolean whole, Limits range) implements Shape {}

  /** Shapes without facts of their own. */
  enum Plain implements Shape {
    /** True or false. */
    BOOLEAN,
    /** An instant; in JSON a text as ISO 8601 has it. */
    TIMESTAMP,
    /** Bytes; in JSON a text. */
    BLOB,
    /** Any JSON. */
    ANY
  }

  /** The least and the most, both inclusive; null for no limit. */
  record Limits(@Nullable BigDecimal min, @Nullable BigDecimal max) {

    boolean exclude(BigDecimal value) {
      return (min != null && value.compareTo(min) < 0) || (max != null && value.compareTo(max) > 0);
    }

    @Override
    public String toString() {
      if (min == null || max == null) {
        return min == null ? "at most " + max : "at least " + min;
      }
      return min.compareTo(max) == 0 ? "exactly " + min : min + " to " + max;
    }
  }

  /** The shape that a fact of a model describes. */
  static Shape of(JsonObject fact) {
    String type = String.valueOf(fact.string("t"));
    return switch (type) {
      case "structure" -> new Structure(members(fact.object("m")), texts(fact, "r"), fact.has("u"));
      case "list" -> new Listing(number(fact, "e"), limits(fact));
      case "map" -> new Mapping(number(fact, "k"), number(fact, "e"), limits(fact));
      case "string" -> new Text(texts(fact, "enum"), limits(fact), fact.string("p"));
      case "number" -> new Numeral(fact.has("int"), limits(fact));
      case "boolean" -> Plain.BOOLEAN;
      case "timestamp" -> Plain.TIMESTAMP;
      case "blob" -> Plain.BLOB;
      case "any" -> Plain.ANY;
      default -> throw new IllegalArgumentException("no type of an API model: " + type);
    };
  }

  private static Map<String, Integer> members(JsonObject fact) {
    Map<String, Integer> members = new LinkedHashMap<>();
    for (String name : fact.names()) {
      members.put(name, number(fact, name));
    }
    return members;
  }

  private static int number(JsonObject fact, String name) {
    if (fact.get(name) instanceof JsonNumber number) {
      return number.intValueExact();
    }
    throw new IllegalArgumentException("no number " + name + " in a fact of an API model: " + fact);
  }

  /** The texts of an array; none if it is absent. */
  static List<String> texts(JsonObject fact, String name) {
    return fact.has(name)
        ? fact.array(name).stream().map(text -> ((JsonString) text).value()).toList()
        : List.of();
  }

  private static Limits limits(JsonObject fact) {
    return new Limits(decimal(fact.get("min")), decimal(fact.get("max")));
  }

  private static @Nullable BigDecimal decimal(@Nullable Json limit) {
    return limit instanceof JsonNumber number ? number.decimalValue() : null;
  }
}
