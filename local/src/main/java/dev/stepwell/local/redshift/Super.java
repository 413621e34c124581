package dev.stepwell.local.redshift;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Redshift's SQL does with SUPER values and DuckDB's with JSON does not. Paths with dots and
 * brackets mean the same in both.
 */
final class Super {

  private static final Set<String> TEXT_TYPES =
      Set.of("varchar", "text", "char", "character", "bpchar", "nvarchar", "nchar");

  /** What comes after the tables of a FROM. */
  private static final Set<String> AFTER_TABLES =
      Set.of(
          "where",
          "group",
          "order",
          "having",
          "limit",
          "union",
          "intersect",
          "except",
          "minus",
          "qualify",
          "window",
          "set",
          "select",
          "returning",
          "on",
          "using",
          "when",
          "values");

  private static final Set<String> JOINING =
      Set.of("join", "inner", "left", "right", "full", "cross", "natural", "lateral");

  private final List<Token> tokens;
  private final List<Token> out = new ArrayList<>();
  private int at;

  private Super(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * Has {@code FROM t, t.path AS x} give a row for each element of an array: DuckDB wants to be
   * told that this is no table.
   */
  static List<Token> unnested(List<Token> tokens) throws WarehouseException {
    if (tokens.stream().noneMatch(token -> token.is("from"))) {
      return tokens;
    }
    Super rewritten = new Super(tokens);
    rewritten.query();
    return rewritten.out;
  }

  /** Copies up to the end or to the parenthesis that closes, and reads the FROMs on the way. */
  private void query() throws WarehouseException {
    Set<String> aliases = new HashSet<>();
    boolean table = false;
    boolean inFrom = false;
    while (at < tokens.size() && !tokens.get(at).is(")")) {
      Token token = tokens.get(at);
      if (token.is("(")) {
        copy();
        query();
        if (at < tokens.size()) {
          copy();
        }
        table = false;
      } else if (token.is("from")) {
        copy();
        aliases.clear();
        inFrom = true;
        table = true;
      } else if (inFrom && isOneOf(token, AFTER_TABLES)) {
        copy();
        inFrom = token.is("on") || token.is("using");
        table = false;
      } else if (inFrom && (token.is(",") || isOneOf(token, JOINING))) {
        copy();
        table = true;
      } else if (table && token.isName()) {
        source(aliases);
        table = false;
      } else if (inFrom && token.isName()) {
        aliases.add(token.text());
        copy();
      } else {
        copy();
      }
    }
  }

  private static boolean isOneOf(Token token, Set<String> words) {
    return token.kind() == Token.Kind.WORD && words.contains(token.text());
  }

  private void copy() {
    out.add(tokens.get(at++));
  }

  /** A table's name, or a path that begins at a table that was named before. */
  private void source(Set<String> aliases) throws WarehouseException {
    int start = at;
    String last = tokens.get(at).text();
    at++;
    while (at + 1 < tokens.size() && (tokens.get(at).is(".") || tokens.get(at).is("["))) {
      if (tokens.get(at).is(".")) {
        last = tokens.get(at + 1).text();
        at += 2;
      } else {
        while (at < tokens.size() && !tokens.get(at).is("]")) {
          at++;
        }
        at++;
      }
    }
    List<Token> path = tokens.subList(start, Math.min(at, tokens.size()));
    if (path.size() == 1 || !aliases.contains(path.get(0).text())) {
      out.addAll(path);
      aliases.add(last);
      return;
    }
    if (at < tokens.size() && tokens.get(at).is("as")) {
      at++;
    }
    if (at >= tokens.size() || !tokens.get(at).isName()) {
      throw new WarehouseException(
          "an array in FROM needs an alias; write FROM %s.. AS x".formatted(path.get(0).text()));
    }
    Token alias = tokens.get(at++);
    if (at < tokens.size() && tokens.get(at).is("at")) {
      throw new WarehouseException(
          "AT, the index of unnested elements, is not supported by the local warehouse");
    }
    out.addAll(Lexer.tokens(" lateral (select unnest(json_extract("));
    out.addAll(path);
    out.addAll(Lexer.tokens(", '$[*]'))) as"));
    out.add(new Token(Token.Kind.NAME, "unnested " + alias.text(), true));
    out.addAll(Lexer.tokens("("));
    out.add(alias);
    out.addAll(Lexer.tokens(")"));
    aliases.add(alias.text());
  }

  /** Whether a statement casts something to text. */
  static boolean castsToText(List<Token> tokens) {
    for (int i = 1; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is("::") && isOneOf(tokens.get(i + 1), TEXT_TYPES)) {
        return true;
      }
    }
    return false;
  }

  /** Has a text in a SUPER value lose its quotes by a cast, as every other value does. */
  static List<Token> withTextCasts(List<Token> tokens) {
    List<Token> result = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean casts =
          token.is("::") && i + 1 < tokens.size() && isOneOf(tokens.get(i + 1), TEXT_TYPES);
      int start = casts ? start(result) : -1;
      if (start >= 0) {
        result.add(start, new Token(Token.Kind.SYMBOL, "(", false));
        result.add(start, new Token(Token.Kind.WORD, Dialect.TEXT, true));
        result.add(new Token(Token.Kind.SYMBOL, ")", false));
      }
      result.add(token);
    }
    return result;
  }

  /** Where the path or call begins that ends here; -1 if something else ends here. */
  private static int start(List<Token> before) {
    int from = before.size() - 1;
    while (from >= 0) {
      @Nullable String opening =
          before.get(from).is(")") ? "(" : before.get(from).is("]") ? "[" : null;
      if (opening != null) {
        from = opened(before, from, opening);
        boolean follows =
            from > 0 && (before.get(from - 1).isName() || before.get(from - 1).is("]"));
        if (!follows || isOneOf(before.get(from - 1), AFTER_TABLES)) {
          return from;
        }
        from--;
      } else if (!before.get(from).isName()
          || (from > 0 && before.get(from - 1).is("::"))
          || before.get(from).is("end")) {
        return -1;
      } else if (from > 1 && before.get(from - 1).is(".")) {
        from -= 2;
      } else {
        return from;
      }
    }
    return -1;
  }

  private static int opened(List<Token> tokens, int closing, String opening) {
    String closes = tokens.get(closing).text();
    int depth = 0;
    for (int i = closing; i >= 0; i--) {
      depth += tokens.get(i).is(closes) ? 1 : tokens.get(i).is(opening) ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return 0;
  }
}
