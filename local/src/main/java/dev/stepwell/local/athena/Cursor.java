package dev.stepwell.local.athena;

import dev.stepwell.local.athena.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Goes through the tokens of a statement. For one thread. */
final class Cursor {

  private final String sql;
  private final List<Token> tokens;
  private final String database;
  private int at;

  /**
   * At the beginning.
   *
   * @param database whose tables are meant by names without a database
   */
  Cursor(String sql, List<Token> tokens, String database) {
    this.sql = sql;
    this.tokens = tokens;
    this.database = database;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  boolean isAtEnd() {
    return peek().kind() == Kind.END;
  }

  /** Goes past these words if they come next. */
  boolean skip(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
        return false;
      }
    }
    at += words.length;
    return true;
  }

  void expect(String... words) throws SyntaxException {
    for (String word : words) {
      if (!skip(word)) {
        throw unexpected("'" + word.toUpperCase(Locale.ROOT) + "'");
      }
    }
  }

  SyntaxException unexpected(String expecting) {
    Token token = peek();
    return SyntaxException.at(
        sql, token.start(), "mismatched input '" + token.text() + "'. Expecting: " + expecting);
  }

  void expectEnd() throws SyntaxException {
    if (!isAtEnd()) {
      throw unexpected("<EOF>");
    }
  }

  String name() throws SyntaxException {
    if (!peek().isName()) {
      throw unexpected("<identifier>");
    }
    return next().name();
  }

  String text() throws SyntaxException {
    if (peek().kind() != Kind.TEXT) {
      throw unexpected("<string>");
    }
    return next().text();
  }

  /** A table's name, with or without its database and the catalog {@code AwsDataCatalog}. */
  TableName table() throws SyntaxException {
    List<String> parts = new ArrayList<>();
    do {
      parts.add(name());
    } while (skip("."));
    int size = parts.size();
    if (size > 3 || (size == 3 && !parts.get(0).equals("awsdatacatalog"))) {
      throw SyntaxException.of(
          "Catalog '" + parts.get(0) + "' does not exist here; the only catalog is awsdatacatalog");
    }
    return new TableName(size == 1 ? database : parts.get(size - 2), parts.get(size - 1));
  }

  /** What is between two parentheses, of which the first comes next. */
  String inParentheses() throws SyntaxException {
    Token open = peek();
    expect("(");
    int depth = 1;
    while (depth > 0) {
      Token token = next();
      if (token.kind() == Kind.END) {
        throw unexpected("')'");
      }
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
    }
    return sql.substring(open.end(), tokens.get(at - 1).start());
  }

  /** The rest of the text. */
  String rest() {
    String rest = sql.substring(peek().start());
    at = tokens.size() - 1;
    return rest;
  }

  int position() {
    return at;
  }

  void back(int position) {
    at = position;
  }

  /** The index of the token from which the text ends with these words, or -1. */
  int endsWith(String... words) {
    int from = tokens.size() - 1 - words.length;
    for (int i = 0; i < words.length; i++) {
      if (from < at || !tokens.get(from + i).is(words[i])) {
        return -1;
      }
    }
    return tokens.get(from).start();
  }

  /** A type of Hive's, up to what ends it. */
  String type() throws SyntaxException {
    int start = peek().start();
    int end = start;
    int depth = 0;
    while (!isAtEnd()) {
      Token token = peek();
      if (depth == 0 && (token.is(",") || token.is(")") || token.is("comment"))) {
        break;
      }
      depth += token.is("<") || token.is("(") ? 1 : token.is(">") || token.is(")") ? -1 : 0;
      end = next().end();
    }
    if (end == start) {
      throw unexpected("<type>");
    }
    return sql.substring(start, end).replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
  }

  /** {@code ('key'='value', ..)}. */
  Map<String, String> textProperties() throws SyntaxException {
    Map<String, String> properties = new LinkedHashMap<>();
    expect("(");
    do {
      String key = text();
      expect("=");
      properties.put(key, text());
    } while (skip(","));
    expect(")");
    return properties;
  }

  /** {@code (key='value', ..)}, where a value may be a number. */
  Map<String, String> values() throws SyntaxException {
    Map<String, String> values = new LinkedHashMap<>();
    expect("(");
    do {
      String key = name();
      expect("=");
      if (peek().kind() != Kind.TEXT && peek().kind() != Kind.NUMBER) {
        throw unexpected("<string>");
      }
      values.put(key, next().text());
    } while (skip(","));
    expect(")");
    return values;
  }

  /**
   * The properties of a {@code WITH}: the texts, and the list {@code partitioned_by} apart.
   *
   * @param partitionedBy gets the list
   */
  Map<String, String> withProperties(List<String> partitionedBy) throws SyntaxException {
    Map<String, String> properties = new LinkedHashMap<>();
    expect("(");
    do {
      String key = name();
      expect("=");
      if (skip("array")) {
        if (!key.equals("partitioned_by")) {
          throw SyntaxException.of("The property '" + key + "' is not supported here");
        }
        expect("[");
        do {
          partitionedBy.add(text().toLowerCase(Locale.ROOT));
        } while (skip(","));
        expect("]");
      } else if (peek().kind() == Kind.TEXT
          || peek().kind() == Kind.NUMBER
          || peek().kind() == Kind.WORD) {
        properties.put(key, next().text());
      } else {
        throw unexpected("<expression>");
      }
    } while (skip(","));
    expect(")");
    return properties;
  }
}
