package dev.stepwell.local.dynamodb;

import dev.stepwell.local.service.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens of an expression, and where a parser stands among them. For one thread. */
final class ExpressionTokens {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+|[#:][A-Za-z0-9_-]+|[A-Za-z_][A-Za-z0-9_]*|[0-9]+|<=|>=|<>|[=<>()\\[\\].,+-]");

  private final String kind;
  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();
  private int at;

  /**
   * Reads an expression.
   *
   * @param kind the parameter that it stands in, such as {@code ConditionExpression}
   */
  ExpressionTokens(String kind, String text) throws ServiceException {
    this.kind = kind;
    this.text = text;
    Matcher token = TOKEN.matcher(text);
    int from = 0;
    while (from < text.length()) {
      if (!token.find(from) || token.start() != from) {
        throw wrong(
            "Syntax error; token: \"" + text.charAt(from) + "\", near: \"" + near(from) + "\"");
      }
      if (!token.group().isBlank()) {
        tokens.add(token.group());
        places.add(from);
      }
      from = token.end();
    }
    if (tokens.isEmpty()) {
      throw wrong("The expression can not be empty;");
    }
  }

  private String near(int place) {
    return text.substring(Math.max(0, place - 8), Math.min(text.length(), place + 8));
  }

  /** The token that is next; empty at the end. */
  String peek() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  boolean isAtEnd() {
    return at == tokens.size();
  }

  /** Whether the next token is this word or sign; words may be in any case. */
  boolean isNext(String word) {
    return peek().equalsIgnoreCase(word);
  }

  /** Whether the next two tokens begin a call of this function; its name is case-sensitive. */
  boolean isCall(String function) {
    return peek().equals(function) && at + 1 < tokens.size() && tokens.get(at + 1).equals("(");
  }

  String take() throws ServiceException {
    if (isAtEnd()) {
      throw wrong("Syntax error; token: \"<EOF>\", near: \"" + near(text.length()) + "\"");
    }
    at++;
    return tokens.get(at - 1);
  }

  boolean takeIf(String word) {
    boolean next = isNext(word);
    at += next ? 1 : 0;
    return next;
  }

  void expect(String word) throws ServiceException {
    if (!takeIf(word)) {
      throw unexpected();
    }
  }

  /** The error that says that the next token cannot stand here. */
  ServiceException unexpected() {
    int place = isAtEnd() ? text.length() : places.get(at);
    return wrong(
        "Syntax error; token: \""
            + (isAtEnd() ? "<EOF>" : peek())
            + "\", near: \""
            + near(place)
            + "\"");
  }

  void checkEnd() throws ServiceException {
    if (!isAtEnd()) {
      throw unexpected();
    }
  }

  /** Whether a token is a word, not a sign, a number or a placeholder. */
  static boolean isWord(String token) {
    return !token.isEmpty() && (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_');
  }

  ServiceException wrong(String what) {
    return AttributeValues.invalid("Invalid " + kind + ": " + what);
  }

  String upper() {
    return peek().toUpperCase(Locale.ROOT);
  }
}
