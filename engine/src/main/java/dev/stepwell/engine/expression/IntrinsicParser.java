package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonNumber;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a call of an intrinsic function: {@code States.Format('{} rows', $.count)}. */
final class IntrinsicParser {

  private static final int MOST_NESTED = 10;

  private final Cursor in;

  private IntrinsicParser(Cursor in) {
    this.in = in;
  }

  /**
   * Compiles a call.
   *
   * @throws IllegalArgumentException if the text is no call of a known function
   */
  static Template parse(String text) {
    Cursor in = new Cursor(text);
    IntrinsicParser parser = new IntrinsicParser(in);
    in.skipBlanks();
    Template call = parser.call(1);
    in.skipBlanks();
    if (!in.atEnd()) {
      throw in.wrong("the end of the call");
    }
    return call;
  }

  static boolean isCall(String text) {
    return text.strip().startsWith("States.");
  }

  private Template call(int depth) {
    if (depth > MOST_NESTED) {
      throw in.wrong("no call inside more than " + MOST_NESTED + " calls");
    }
    in.expect("States.");
    String name = in.takeWhile(Character::isLetterOrDigit);
    Intrinsic function = Intrinsic.named(name);
    if (function == null) {
      throw in.wrong("the name of an intrinsic function instead of States." + name);
    }
    in.skipBlanks();
    in.expect("(");
    List<Template> arguments = new ArrayList<>();
    in.skipBlanks();
    while (!in.take(")")) {
      if (!arguments.isEmpty()) {
        in.expect(",");
        in.skipBlanks();
      }
      // The text to fill in keeps its backslashes: there they tell braces from places to fill.
      boolean isFormat = function == Intrinsic.FORMAT && arguments.isEmpty();
      arguments.add(argument(depth, isFormat));
      in.skipBlanks();
    }
    return new IntrinsicCall(in.toString().strip(), function, List.copyOf(arguments));
  }

  private Template argument(int depth, boolean raw) {
    char first = in.peek();
    if (first == '$') {
      return Path.parse(in)::readArgument;
    }
    if (first == '\'') {
      Json text = Json.of(string(raw));
      return scope -> text;
    }
    if (in.startsWith("States.")) {
      return call(depth + 1);
    }
    String word = in.takeWhile(c -> Character.isLetterOrDigit(c) || "+-.".indexOf(c) >= 0);
    Json value = word(word);
    if (value == null) {
      throw in.wrong("a string in single quotes, a number, true, false, null, a path or a call");
    }
    return scope -> value;
  }

  private static @Nullable Json word(String word) {
    return switch (word) {
      case "null" -> JsonNull.NULL;
      case "true" -> Json.of(true);
      case "false" -> Json.of(false);
      default -> number(word);
    };
  }

  private static @Nullable Json number(String word) {
    try {
      return JsonNumber.parse(word);
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }

  private String string(boolean raw) {
    in.expect("'");
    StringBuilder value = new StringBuilder();
    for (char c = in.next(); c != '\''; c = in.next()) {
      if (c != '\\') {
        value.append(c);
        continue;
      }
      char escaped = in.next();
      switch (escaped) {
        case 'n' -> value.append('\n');
        case 't' -> value.append('\t');
        case 'r' -> value.append('\r');
        case '{', '}', '\\' -> value.append(raw ? "\\" : "").append(escaped);
        case '\'', '"' -> value.append(escaped);
        default -> value.append('\\').append(escaped);
      }
    }
    return value.toString();
  }
}
