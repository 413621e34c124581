package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;

/** The values that an intrinsic function was called with, taken as what the function needs. */
final class Arguments {

  /** The most characters (Unicode code points) that AWS encodes, decodes or hashes. */
  private static final int LONGEST = 10_000;

  private final Json[] values;

  Arguments(Json[] values) {
    this.values = values;
  }

  int count() {
    return values.length;
  }

  void require(int least, int most) {
    if (values.length < least || values.length > most) {
      throw new InvalidArgumentsException(values.length + " arguments");
    }
  }

  Json any(int at) {
    return values[at];
  }

  JsonArray array(int at) {
    return as(JsonArray.class, at);
  }

  JsonObject object(int at) {
    return as(JsonObject.class, at);
  }

  String text(int at) {
    return as(JsonString.class, at).value();
  }

  String shortText(int at) {
    return limited(text(at));
  }

  static String limited(String text) {
    if (text.length() > LONGEST && text.codePointCount(0, text.length()) > LONGEST) {
      throw new InvalidArgumentsException("more than " + LONGEST + " characters");
    }
    return text;
  }

  /** A number, rounded half up as Java does. */
  long rounded(int at) {
    JsonNumber number = as(JsonNumber.class, at);
    return number.isIntegral() ? number.longValue() : Math.round(number.doubleValue());
  }

  /** A number of 32 bits, rounded half up. */
  int roundedInt(int at) {
    return narrow(rounded(at));
  }

  /** A number of 32 bits, cut off. */
  int truncatedInt(int at) {
    return narrow(truncated(at));
  }

  long truncated(int at) {
    return as(JsonNumber.class, at).longValue();
  }

  static int narrow(long value) {
    if (value != (int) value) {
      throw new InvalidArgumentsException(value + " has more than 32 bits");
    }
    return (int) value;
  }

  private <J extends Json> J as(Class<J> type, int at) {
    if (!type.isInstance(values[at])) {
      throw new InvalidArgumentsException("argument " + at + " is no " + type.getSimpleName());
    }
    return type.cast(values[at]);
  }
}
