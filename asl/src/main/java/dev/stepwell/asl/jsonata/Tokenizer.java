package dev.stepwell.asl.jsonata;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonNumber;
import java.util.List;
import java.util.Set;

/** Cuts an expression into words. Whether a slash starts a regex depends on what stands before. */
final class Tokenizer {

  private static final String BLANKS = " \t\n\r\u000b";
  private static final String SINGLES = ".[]{}(),@#;:?+-*/%|=<>^&!~";
  private static final List<String> DOUBLES = List.of("..", ":=", "!=", ">=", "<=", "**", "~>");
  private static final Set<String> WORDS = Set.of("and", "or", "in");

  private final String text;
  private int at;

  Tokenizer(String text) {
    this.text = text;
  }

  /**
   * The next word.
   *
   * @param afterOperand whether a slash divides
   */
  Token next(boolean afterOperand) {
    skip();
    if (at >= text.length()) {
      return token(Token.Kind.END, "(end)");
    }
    char c = text.charAt(at);
    if (c == '/' && !afterOperand) {
      at++;
      return regex();
    }
    for (String operator : DOUBLES) {
      if (text.startsWith(operator, at)) {
        at += 2;
        return token(Token.Kind.OPERATOR, operator);
      }
    }
    if (SINGLES.indexOf(c) >= 0) {
      at++;
      return token(Token.Kind.OPERATOR, String.valueOf(c));
    }
    if (c == '"' || c == '\'') {
      at++;
      return quoted(c);
    }
    if (c >= '0' && c <= '9') {
      return number();
    }
    return c == '`' ? quotedName() : name();
  }

  private void skip() {
    while (at < text.length()) {
      if (BLANKS.indexOf(text.charAt(at)) >= 0) {
        at++;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
          throw SyntaxError.UNTERMINATED_COMMENT.at(at);
        }
        at = end + 2;
      } else {
        return;
      }
    }
  }

  private Token quoted(char quote) {
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        return new Token(Token.Kind.LITERAL, "", Json.of(value.toString()), at);
      }
      if (c == '\\') {
        escape(value);
      } else {
        value.append(c);
      }
    }
    throw SyntaxError.UNTERMINATED_STRING.at(at);
  }

  private void escape(StringBuilder value) {
    if (at >= text.length()) {
      throw SyntaxError.UNKNOWN_ESCAPE.token(at, "");
    }
    char c = text.charAt(at++);
    int simple = "\"\\/bfnrt".indexOf(c);
    if (simple >= 0) {
      value.append("\"\\/\b\f\n\r\t".charAt(simple));
    } else if (c == 'u') {
      int code = 0;
      for (int i = 0; i < 4; i++, at++) {
        int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        if (digit < 0) {
          throw SyntaxError.UNICODE_ESCAPE.at(at);
        }
        code = code * 16 + digit;
      }
      value.append((char) code);
    } else {
      throw SyntaxError.UNKNOWN_ESCAPE.token(at, String.valueOf(c));
    }
  }

  private Token number() {
    int start = at;
    if (text.charAt(at) == '0') {
      at++;
    } else {
      digits();
    }
    if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(at + 1)) {
      at++;
      digits();
    }
    exponent();
    String spelled = text.substring(start, at);
    if (Double.isInfinite(Double.parseDouble(spelled))) {
      throw SyntaxError.NUMBER_RANGE.token(at, spelled);
    }
    return new Token(Token.Kind.LITERAL, "", JsonNumber.parse(spelled), at);
  }

  private void exponent() {
    int sign = at + 1;
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int first = sign;
      if (sign < text.length() && (text.charAt(sign) == '+' || text.charAt(sign) == '-')) {
        first++;
      }
      if (isDigit(first)) {
        at = first;
        digits();
      }
    }
  }

  private void digits() {
    while (isDigit(at)) {
      at++;
    }
  }

  private boolean isDigit(int place) {
    return place < text.length() && text.charAt(place) >= '0' && text.charAt(place) <= '9';
  }

  private Token quotedName() {
    int end = text.indexOf('`', at + 1);
    if (end < 0) {
      at = text.length();
      throw SyntaxError.UNTERMINATED_NAME.at(at);
    }
    String name = text.substring(at + 1, end);
    at = end + 1;
    return token(Token.Kind.NAME, name);
  }

  private Token name() {
    int start = at;
    while (at < text.length()
        && BLANKS.indexOf(text.charAt(at)) < 0
        && SINGLES.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String name = text.substring(start, at);
    if (name.startsWith("$")) {
      return token(Token.Kind.VARIABLE, name.substring(1));
    }
    if (WORDS.contains(name)) {
      return token(Token.Kind.OPERATOR, name);
    }
    return switch (name) {
      case "true" -> new Token(Token.Kind.LITERAL, "", JsonBoolean.TRUE, at);
      case "false" -> new Token(Token.Kind.LITERAL, "", JsonBoolean.FALSE, at);
      case "null" -> new Token(Token.Kind.LITERAL, "", JsonNull.NULL, at);
      default -> token(Token.Kind.NAME, name);
    };
  }

  private Token regex() {
    int start = at;
    int depth = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '/' && depth == 0 && !isEscaped()) {
        return regex(text.substring(start, at));
      }
      boolean escaped = text.charAt(at - 1) == '\\';
      if ((c == '(' || c == '[' || c == '{') && !escaped) {
        depth++;
      } else if ((c == ')' || c == ']' || c == '}') && !escaped) {
        depth--;
      }
    }
    throw SyntaxError.UNTERMINATED_REGEX.at(at);
  }

  private Token regex(String pattern) {
    if (pattern.isEmpty()) {
      throw SyntaxError.EMPTY_REGEX.at(at);
    }
    int start = ++at;
    while (at < text.length() && (text.charAt(at) == 'i' || text.charAt(at) == 'm')) {
      at++;
    }
    return new Token(Token.Kind.REGEX, pattern, Json.of(text.substring(start, at)), at);
  }

  private boolean isEscaped() {
    int slashes = 0;
    while (text.charAt(at - 1 - slashes) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }

  private Token token(Token.Kind kind, String word) {
    return new Token(kind, word, JsonNull.NULL, at);
  }
}
