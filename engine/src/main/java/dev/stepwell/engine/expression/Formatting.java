package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;

/** {@code States.Format}: every {@code {}} of a text is replaced by an argument. */
final class Formatting {

  private Formatting() {}

  static Json fill(Arguments in) {
    String text = in.text(0);
    StringBuilder filled = new StringBuilder();
    int next = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char follows = i + 1 < text.length() ? text.charAt(i + 1) : 0;
      if (c == '\\' && "{}\\'".indexOf(follows) >= 0 && follows != 0) {
        filled.append(follows);
        i++;
      } else if (c == '{' && follows == '}') {
        if (next == in.count()) {
          throw new InvalidArgumentsException("more places than arguments");
        }
        print(in.any(next++), filled);
        i++;
      } else {
        filled.append(c);
      }
    }
    if (next != in.count()) {
      throw new InvalidArgumentsException("more arguments than places");
    }
    return Json.of(filled.toString());
  }

  /** Prints as Java prints maps and lists; AWS does so although it documents scalars only. */
  private static void print(Json value, StringBuilder out) {
    if (value instanceof JsonString string) {
      out.append(string.value());
    } else if (value instanceof JsonObject object) {
      out.append('{');
      for (int i = 0; i < object.length(); i++) {
        out.append(i == 0 ? "" : ", ").append(object.nameAt(i)).append('=');
        print(object.valueAt(i), out);
      }
      out.append('}');
    } else if (value instanceof JsonArray array) {
      out.append('[');
      for (int i = 0; i < array.length(); i++) {
        out.append(i == 0 ? "" : ", ");
        print(array.get(i), out);
      }
      out.append(']');
    } else {
      out.append(value.compact());
    }
  }
}
