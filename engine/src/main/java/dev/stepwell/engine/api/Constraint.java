package dev.stepwell.engine.api;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.List;
import java.util.regex.Pattern;

/** What a value in a request must be like. */
@FunctionalInterface
interface Constraint {

  /** Adds what is wrong with the value to the violations. */
  void check(Json value, String path, Violations violations);

  /** A text of a length. */
  static Constraint text(int least, int most) {
    return (value, path, violations) ->
        length(string(value).length(), "'" + string(value) + "' ", path, least, most, violations);
  }

  /** A text of a length that is not to be shown in messages. */
  static Constraint hidden(int least, int most) {
    return (value, path, violations) ->
        length(string(value).length(), "", path, least, most, violations);
  }

  /** A text of a length and a form. */
  static Constraint text(int least, int most, String form) {
    Pattern pattern = Pattern.compile(form);
    Constraint length = text(least, most);
    return (value, path, violations) -> {
      length.check(value, path, violations);
      if (!pattern.matcher(string(value)).matches()) {
        violations.add(
            "'" + string(value) + "' ",
            path,
            "Member must satisfy regular expression pattern: " + form);
      }
    };
  }

  /** One of some words. */
  static Constraint oneOf(String... words) {
    List<String> known = List.of(words);
    return (value, path, violations) -> {
      if (!known.contains(string(value))) {
        violations.add(
            "'" + string(value) + "' ", path, "Member must satisfy enum value set: " + known);
      }
    };
  }

  /** A whole number in a range. */
  static Constraint integer(long least, long most) {
    return (value, path, violations) -> {
      if (!(value instanceof JsonNumber number)) {
        throw serialization(value, "an Integer");
      }
      range(number, path, least, most, violations);
    };
  }

  /** A number in a range. */
  static Constraint number(long least, long most) {
    return (value, path, violations) -> {
      if (!(value instanceof JsonNumber number)) {
        throw serialization(value, "a Float");
      }
      range(number, path, least, most, violations);
    };
  }

  /** True or false. */
  static Constraint flag() {
    return (value, path, violations) -> {
      if (!(value instanceof JsonBoolean)) {
        throw serialization(value, "a Boolean");
      }
    };
  }

  /** An array of so many elements that are all alike. */
  static Constraint list(int least, int most, Constraint element) {
    return (value, path, violations) -> {
      if (!(value instanceof JsonArray array)) {
        throw serialization(value, "a List");
      }
      length(array.length(), "'" + array.compact() + "' ", path, least, most, violations);
      for (int i = 0; i < array.length(); i++) {
        element.check(array.get(i), path + "." + (i + 1) + ".member", violations);
      }
    };
  }

  /** An object of a shape. */
  static Constraint object(Shape shape) {
    return (value, path, violations) -> {
      if (!(value instanceof JsonObject object)) {
        throw serialization(value, "an Object");
      }
      shape.check(object, path + ".", violations);
    };
  }

  private static void length(
      int length, String shown, String path, int least, int most, Violations violations) {
    if (length < least) {
      violations.add(shown, path, "Member must have length greater than or equal to " + least);
    } else if (length > most) {
      violations.add(shown, path, "Member must have length less than or equal to " + most);
    }
  }

  private static void range(
      JsonNumber number, String path, long least, long most, Violations violations) {
    String shown = "'" + number.compact() + "' ";
    if (number.doubleValue() < least) {
      violations.add(shown, path, "Member must have value greater than or equal to " + least);
    } else if (number.doubleValue() > most) {
      violations.add(shown, path, "Member must have value less than or equal to " + most);
    }
  }

  private static String string(Json value) {
    if (value instanceof JsonString text) {
      return text.value();
    }
    throw serialization(value, "a String");
  }

  private static ApiException serialization(Json value, String wanted) {
    String given = value.typeName().toUpperCase(java.util.Locale.ROOT) + "_VALUE";
    return ApiException.of("SerializationException", given + " can not be converted to " + wanted);
  }
}
