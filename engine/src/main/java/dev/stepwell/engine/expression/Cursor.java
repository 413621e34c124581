package dev.stepwell.engine.expression;

import java.util.function.IntPredicate;

/** A place in a text that is being read. */
final class Cursor {

  private final String text;
  private int at;

  Cursor(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at == text.length();
  }

  /** The character here, or 0 at the end. */
  char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  char next() {
    if (atEnd()) {
      throw wrong("more");
    }
    return text.charAt(at++);
  }

  int position() {
    return at;
  }

  void back(int position) {
    at = position;
  }

  String since(int position) {
    return text.substring(position, at);
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, at);
  }

  /** Steps over the token if it stands here. */
  boolean take(String token) {
    if (startsWith(token)) {
      at += token.length();
      return true;
    }
    return false;
  }

  void expect(String token) {
    if (!take(token)) {
      throw wrong("'" + token + "'");
    }
  }

  String takeWhile(IntPredicate accepted) {
    int start = at;
    while (at < text.length() && accepted.test(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  /** A string between quotes; only the quote and the backslash are escaped by a backslash. */
  String quoted() {
    char quote = next();
    StringBuilder value = new StringBuilder();
    for (char c = next(); c != quote; c = next()) {
      value.append(c == '\\' && (peek() == quote || peek() == '\\') ? next() : c);
    }
    return value.toString();
  }

  IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        "'" + text + "' is wrong at character " + (at + 1) + ": expected " + expected);
  }

  @Override
  public String toString() {
    return text;
  }
}
