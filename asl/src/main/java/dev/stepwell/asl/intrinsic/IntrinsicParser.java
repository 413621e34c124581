package dev.stepwell.asl.intrinsic;

import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.path.JsonPath;
import dev.stepwell.asl.path.PathSyntaxException;
import java.util.ArrayList;
import java.util.List;

/** Reads intrinsic calls. */
final class IntrinsicParser {

  /** How deep calls may stand in calls. */
  private static final int DEEPEST = 10;

  private final String text;
  private int at;

  IntrinsicParser(String text) {
    this.text = text;
  }

  Argument.Call parse() {
    Argument.Call call = call(1);
    if (at < text.length()) {
      throw problem("there is more behind the call");
    }
    return call;
  }

  private Argument.Call call(int depth) {
    int start = at;
    if (depth > DEEPEST) {
      throw problem("calls are nested deeper than " + DEEPEST);
    }
    while (at < text.length() && text.charAt(at) != '(') {
      at++;
    }
    String name = text.substring(start, at);
    IntrinsicFunction function = IntrinsicFunction.named(name);
    if (function == null || at == text.length()) {
      at = start;
      throw problem("there is no function '" + name + "'");
    }
    at++;
    List<Argument> arguments = arguments(depth);
    if (!function.takes(arguments.size())) {
      throw problem(name + " takes " + function.arity() + " arguments, not " + arguments.size());
    }
    return new Argument.Call(function, arguments, text.substring(start, at));
  }

  private List<Argument> arguments(int depth) {
    List<Argument> arguments = new ArrayList<>();
    blanks();
    if (peek(')')) {
      at++;
      return arguments;
    }
    while (true) {
      blanks();
      arguments.add(argument(depth));
      blanks();
      if (peek(',')) {
        at++;
      } else if (peek(')')) {
        at++;
        return arguments;
      } else {
        throw problem("',' or ')' is missing");
      }
    }
  }

  private Argument argument(int depth) {
    if (peek('\'')) {
      return quoted();
    }
    if (text.startsWith("States.", at)) {
      return call(depth + 1);
    }
    int start = at;
    if (peek('$')) {
      return path();
    }
    while (at < text.length() && ",) ".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return constant(text.substring(start, at), start);
  }

  private Argument.Constant constant(String word, int start) {
    return switch (word) {
      case "null" -> new Argument.Constant(JsonNull.NULL);
      case "true" -> new Argument.Constant(JsonBoolean.TRUE);
      case "false" -> new Argument.Constant(JsonBoolean.FALSE);
      default -> number(word, start);
    };
  }

  private Argument.Constant number(String word, int start) {
    try {
      return new Argument.Constant(JsonNumber.parse(word));
    } catch (NumberFormatException e) {
      at = start;
      throw problem("an argument is a text in single quotes, a number, a path or a call");
    }
  }

  private Argument.Path path() {
    int start = at;
    int depth = 0;
    char quote = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quote != 0) {
        if (c == '\\') {
          at++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (depth > 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == '[' || c == '(') {
        depth++;
      } else if (depth > 0 && (c == ']' || c == ')')) {
        depth--;
      } else if (depth == 0 && (c == ',' || c == ')' || c == ' ')) {
        break;
      }
    }
    at = Math.min(at, text.length());
    String written = text.substring(start, at);
    try {
      return new Argument.Path(written, JsonPath.parse(written));
    } catch (PathSyntaxException e) {
      throw problem(String.valueOf(e.getMessage()));
    }
  }

  private Argument.Text quoted() {
    int start = ++at;
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '\'') {
      char c = text.charAt(at++);
      if (c != '\\') {
        value.append(c);
      } else if (at < text.length()) {
        value.append(escaped(text.charAt(at++)));
      }
    }
    if (at >= text.length()) {
      throw problem("a closing quote is missing");
    }
    return new Argument.Text(text.substring(start, at++), value.toString());
  }

  private char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '"' -> throw problem("a double quote needs no backslash");
      default -> c;
    };
  }

  private boolean peek(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IntrinsicSyntaxException problem(String what) {
    return new IntrinsicSyntaxException(text, at, what);
  }
}
