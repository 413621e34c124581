package dev.stepwell.local.spark;

import dev.stepwell.local.glue.HiveTypes;
import dev.stepwell.local.spark.Token.Kind;
import dev.stepwell.local.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns a query of Spark SQL into one of DuckDB that means the same: quotes, types, operators,
 * functions, and casts that give NULL where a value does not fit, as Spark does without ANSI mode.
 */
final class SparkDialect {

  private static final Map<String, String> REFUSED =
      Map.of(
          "lateral", "LATERAL VIEW",
          "distribute", "DISTRIBUTE BY",
          "cluster", "CLUSTER BY",
          "sort", "SORT BY",
          "tablesample", "TABLESAMPLE");

  private final List<Token> tokens;

  private SparkDialect(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * The query for DuckDB.
   *
   * @throws SparkScriptException naming what has no translation
   */
  static String translate(List<Token> query) {
    return new SparkDialect(query).range(0, query.size()).strip();
  }

  private String range(int from, int to) {
    StringBuilder out = new StringBuilder();
    int at = from;
    while (at < to) {
      at = one(at, to, out);
    }
    return out.toString();
  }

  /** Translates what begins at a place; gives the place behind it. */
  private int one(int at, int to, StringBuilder out) {
    Token token = tokens.get(at);
    switch (token.kind()) {
      case STRING -> out.append(literal(at, token));
      case NAME -> out.append(SqlText.name(token.value()));
      case NUMBER -> out.append(token.text().replaceAll("(?i)(?<=[\\d.])(l|s|y|d|f|bd)$", ""));
      case SYMBOL -> {
        if (token.isSymbol("[")) {
          return index(at, to, out);
        }
        out.append(symbol(token));
      }
      case WORD -> {
        return word(at, to, out);
      }
      case SPACE -> out.append(token.text());
    }
    return at + 1;
  }

  private String literal(int at, Token token) {
    String literal = SqlText.literal(token.value());
    boolean pattern = at > 0 && isWordBefore(at, "like", "ilike");
    return pattern && token.value().contains("\\") ? literal + " ESCAPE '\\'" : literal;
  }

  private boolean isWordBefore(int at, String... words) {
    int before = at - 1;
    while (before >= 0 && tokens.get(before).isSpace()) {
      before--;
    }
    for (String word : words) {
      if (before >= 0 && tokens.get(before).isWord(word)) {
        return true;
      }
    }
    return false;
  }

  /** Spark counts the elements of an array from 0, DuckDB from 1. */
  private int index(int at, int to, StringBuilder out) {
    int inside = skipSpace(at + 1, to);
    int close = inside < to ? skipSpace(inside + 1, to) : to;
    Token index = inside < to ? tokens.get(inside) : tokens.get(at);
    boolean number = index.kind() == Kind.NUMBER && index.text().matches("\\d{1,9}");
    if (close >= to
        || !tokens.get(close).isSymbol("]")
        || !(number || index.kind() == Kind.STRING)) {
      throw new SparkScriptException(
          "[...] is supported here around a number or a string, not an expression");
    }
    out.append('[');
    out.append(number ? Integer.parseInt(index.text()) + 1 : SqlText.literal(index.value()));
    out.append(']');
    return close + 1;
  }

  private static String symbol(Token token) {
    return switch (token.text()) {
      case "<=>" -> " IS NOT DISTINCT FROM ";
      case "==" -> "=";
      case "!" -> " NOT ";
      default -> token.text();
    };
  }

  private int word(int at, int to, StringBuilder out) {
    Token token = tokens.get(at);
    int next = skipSpace(at + 1, to);
    String word = token.lower();
    if (isRefused(word, at, next, to)) {
      throw new SparkScriptException(REFUSED.get(word) + " is not supported here");
    }
    if (next < to && tokens.get(next).isSymbol("(") && !isQualified(at)) {
      int close = close(next, to);
      if (word.equals("cast") || word.equals("try_cast")) {
        out.append(cast(next + 1, close));
        return close + 1;
      }
      if (SparkFunctions.isTranslated(word)) {
        out.append(SparkFunctions.translate(word, arguments(next + 1, close)));
        return close + 1;
      }
    }
    if (word.equals("not") && next < to && isMatch(tokens.get(next))) {
      return match(next, to, " !~ ", out);
    }
    if (isMatch(token) && next < to) {
      return match(at, to, " ~ ", out);
    }
    if (word.equals("left") && next < to && isHalfJoin(tokens.get(next))) {
      return next;
    }
    if (word.equals("div") && !out.isEmpty()) {
      out.append("//");
    } else {
      out.append(token.text());
    }
    return at + 1;
  }

  private boolean isRefused(String word, int at, int next, int to) {
    if (!REFUSED.containsKey(word) || next >= to || isQualified(at)) {
      return false;
    }
    return switch (word) {
      case "lateral" -> tokens.get(next).isWord("view");
      case "tablesample" -> tokens.get(next).isSymbol("(");
      default -> tokens.get(next).isWord("by");
    };
  }

  private boolean isQualified(int at) {
    return at > 0 && tokens.get(at - 1).isSymbol(".");
  }

  private static boolean isMatch(Token token) {
    return token.isWord("rlike") || token.isWord("regexp");
  }

  private static boolean isHalfJoin(Token token) {
    return token.isWord("anti") || token.isWord("semi");
  }

  /** DuckDB's operator matches the whole text, Spark's finds the pattern anywhere in it. */
  private int match(int at, int to, String operator, StringBuilder out) {
    int pattern = skipSpace(at + 1, to);
    if (pattern >= to || tokens.get(pattern).kind() != Kind.STRING) {
      throw new SparkScriptException(
          tokens.get(at).text() + " is supported here with a string behind it, not an expression");
    }
    String anywhere = "[\\s\\S]*(?:" + tokens.get(pattern).value() + ")[\\s\\S]*";
    out.append(operator).append(SqlText.literal(anywhere));
    return pattern + 1;
  }

  private String cast(int from, int to) {
    int as = -1;
    int depth = 0;
    for (int i = from; i < to; i++) {
      depth += depth(tokens.get(i));
      if (depth == 0 && tokens.get(i).isWord("as")) {
        as = i;
      }
    }
    if (as < 0) {
      throw new SparkScriptException("CAST without AS: " + text(from, to));
    }
    String type = text(as + 1, to).strip().replaceAll("\\s+", "");
    try {
      return "TRY_CAST(" + range(from, as) + "AS " + HiveTypes.toDuck(type) + ")";
    } catch (IllegalArgumentException unknown) {
      throw new SparkScriptException(String.valueOf(unknown.getMessage()), unknown);
    }
  }

  private List<String> arguments(int from, int to) {
    List<String> arguments = new ArrayList<>();
    int depth = 0;
    int start = from;
    for (int i = from; i < to; i++) {
      depth += depth(tokens.get(i));
      if (depth == 0 && tokens.get(i).isSymbol(",")) {
        arguments.add(range(start, i).strip());
        start = i + 1;
      }
    }
    String last = range(start, to).strip();
    if (!last.isEmpty() || !arguments.isEmpty()) {
      arguments.add(last);
    }
    return arguments;
  }

  private static int depth(Token token) {
    return token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
  }

  private int close(int open, int to) {
    int depth = 0;
    for (int i = open; i < to; i++) {
      depth += depth(tokens.get(i));
      if (depth == 0) {
        return i;
      }
    }
    throw new SparkScriptException("a bracket is not closed: " + text(open, to));
  }

  private int skipSpace(int from, int to) {
    int at = from;
    while (at < to && tokens.get(at).isSpace()) {
      at++;
    }
    return at;
  }

  private String text(int from, int to) {
    StringBuilder text = new StringBuilder();
    tokens.subList(from, to).forEach(token -> text.append(token.text()));
    return text.toString();
  }
}
