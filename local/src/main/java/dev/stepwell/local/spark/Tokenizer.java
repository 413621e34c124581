package dev.stepwell.local.spark;

import dev.stepwell.local.spark.Token.Kind;
import dev.stepwell.local.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Takes Spark SQL text apart. Comments and hints become white space. */
final class Tokenizer {

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Tokenizer(String sql) {
    this.sql = sql;
  }

  static List<Token> tokens(String sql) {
    return new Tokenizer(sql).run();
  }

  private List<Token> run() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      int commentEnd = SqlText.endOfComment(sql, at);
      if (commentEnd > at) {
        // Keeps the line feeds, so that places in the text stay what they are.
        String lines = sql.substring(at, commentEnd).replaceAll("[^\n]+", " ");
        tokens.add(new Token(Kind.SPACE, lines, lines));
        at = commentEnd;
      } else if (Character.isWhitespace(c)) {
        take(Kind.SPACE, end(Character::isWhitespace));
      } else if (c == '\'' || c == '"') {
        string(c);
      } else if (c == '`') {
        int end = SqlText.endOfQuoted(sql, at);
        String text = sql.substring(at, end);
        tokens.add(
            new Token(Kind.NAME, text, text.substring(1, text.length() - 1).replace("``", "`")));
        at = end;
      } else if (Character.isDigit(c)
          || (c == '.' && at + 1 < sql.length() && Character.isDigit(sql.charAt(at + 1)))) {
        take(Kind.NUMBER, number());
      } else if (Character.isJavaIdentifierStart(c) && c != '$') {
        take(Kind.WORD, end(each -> Character.isJavaIdentifierPart(each) && each != '$'));
      } else {
        take(Kind.SYMBOL, at + symbolLength());
      }
    }
    return tokens;
  }

  private void take(Kind kind, int end) {
    String text = sql.substring(at, end);
    tokens.add(new Token(kind, text, text));
    at = end;
  }

  private int end(IntPredicate inside) {
    int end = at;
    while (end < sql.length() && inside.test(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  private int number() {
    int end = at;
    while (end < sql.length()) {
      char c = sql.charAt(end);
      boolean exponentSign =
          (c == '-' || c == '+') && Character.toLowerCase(sql.charAt(end - 1)) == 'e';
      if (!Character.isLetterOrDigit(c) && c != '.' && !(exponentSign && end > at)) {
        break;
      }
      end++;
    }
    return end;
  }

  private int symbolLength() {
    for (String symbol : List.of("<=>", "<=", ">=", "<>", "!=", "==", "||", "::", "->")) {
      if (sql.startsWith(symbol, at)) {
        return symbol.length();
      }
    }
    return 1;
  }

  private void string(char quote) {
    StringBuilder value = new StringBuilder();
    int end = at + 1;
    while (end < sql.length() && sql.charAt(end) != quote) {
      char c = sql.charAt(end);
      if (c == '\\' && end + 1 < sql.length()) {
        escape(value, sql.charAt(end + 1));
        end++;
      } else {
        value.append(c);
      }
      end++;
    }
    if (end >= sql.length()) {
      throw new SparkScriptException("a string is not closed: " + sql.substring(at));
    }
    if (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
      throw new SparkScriptException(
          "a quote written twice means different things to different versions of Spark; write \\"
              + quote
              + " for a quote in "
              + sql.substring(at, end + 2));
    }
    tokens.add(new Token(Kind.STRING, sql.substring(at, end + 1), value.toString()));
    at = end + 1;
  }

  private static void escape(StringBuilder value, char escaped) {
    switch (escaped) {
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'r' -> value.append('\r');
      case '0' -> value.append('\0');
      case 'b' -> value.append('\b');
      case '%', '_' -> value.append('\\').append(escaped);
      default -> value.append(escaped);
    }
  }
}
