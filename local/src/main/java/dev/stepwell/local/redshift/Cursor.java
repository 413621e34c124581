package dev.stepwell.local.redshift;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the tokens of one statement from front to back. */
final class Cursor {

  private final List<Token> tokens;
  private int at;

  Cursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  boolean atEnd() {
    return at == tokens.size();
  }

  @Nullable Token peek() {
    return at < tokens.size() ? tokens.get(at) : null;
  }

  boolean sees(String word) {
    Token token = peek();
    return token != null && token.is(word);
  }

  Token next() throws WarehouseException {
    if (atEnd()) {
      throw new WarehouseException("syntax error at end of input");
    }
    return tokens.get(at++);
  }

  /** Takes these words if they are next, all or none. */
  boolean take(String... words) {
    if (at + words.length > tokens.size()) {
      return false;
    }
    for (int i = 0; i < words.length; i++) {
      if (!tokens.get(at + i).is(words[i])) {
        return false;
      }
    }
    at += words.length;
    return true;
  }

  void expect(String word) throws WarehouseException {
    if (!take(word)) {
      throw unexpected();
    }
  }

  void expectEnd() throws WarehouseException {
    if (!atEnd()) {
      throw unexpected();
    }
  }

  WarehouseException unexpected() {
    Token token = peek();
    return new WarehouseException(
        token == null
            ? "syntax error at end of input"
            : "syntax error at or near \"" + token.text() + "\"");
  }

  String name() throws WarehouseException {
    Token token = peek();
    if (token == null || !token.isName()) {
      throw unexpected();
    }
    at++;
    return token.text();
  }

  String text() throws WarehouseException {
    Token token = peek();
    if (token == null || token.kind() != Token.Kind.TEXT) {
      throw unexpected();
    }
    at++;
    return token.text();
  }

  int number() throws WarehouseException {
    Token token = peek();
    if (token == null || token.kind() != Token.Kind.NUMBER) {
      throw unexpected();
    }
    try {
      int number = Integer.parseInt(token.text());
      at++;
      return number;
    } catch (NumberFormatException e) {
      throw unexpected();
    }
  }

  TableName table() throws WarehouseException {
    List<String> parts = new ArrayList<>();
    do {
      parts.add(name());
    } while (take("."));
    return TableName.of(parts);
  }

  /** The names in parentheses. */
  List<String> names() throws WarehouseException {
    expect("(");
    List<String> names = new ArrayList<>();
    do {
      names.add(name());
    } while (take(","));
    expect(")");
    return names;
  }

  /** What is in the parentheses that are next, without them. */
  List<Token> parenthesized() throws WarehouseException {
    expect("(");
    int start = at;
    int depth = 1;
    while (depth > 0) {
      Token token = next();
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
    }
    return tokens.subList(start, at - 1);
  }

  /** Everything that is left. */
  List<Token> rest() {
    List<Token> rest = tokens.subList(at, tokens.size());
    at = tokens.size();
    return rest;
  }

  /** Cuts tokens at the commas that are in no parentheses. */
  static List<List<Token>> list(List<Token> tokens) {
    List<List<Token>> items = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      if (depth == 0 && token.is(",")) {
        items.add(tokens.subList(start, i));
        start = i + 1;
      }
    }
    items.add(tokens.subList(start, tokens.size()));
    return items;
  }
}
