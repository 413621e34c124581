package dev.stepwell.local.athena;

import dev.stepwell.local.athena.Token.Kind;
import dev.stepwell.local.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Cuts Athena's SQL, both that of Trino and that of Hive, into tokens with their places. */
final class Lexer {

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String sql) {
    this.sql = sql;
  }

  /** The tokens; the last one is an {@link Kind#END}. */
  static List<Token> tokens(String sql) throws SyntaxException {
    Lexer lexer = new Lexer(sql);
    while (lexer.at < sql.length()) {
      lexer.next();
    }
    lexer.tokens.add(new Token(Kind.END, "<EOF>", sql.length(), sql.length()));
    return lexer.tokens;
  }

  private void next() throws SyntaxException {
    char c = sql.charAt(at);
    int afterComment = SqlText.endOfComment(sql, at);
    if (afterComment > at) {
      at = afterComment;
    } else if (Character.isWhitespace(c)) {
      at++;
    } else if (c == '\'' || c == '"' || c == '`') {
      quoted(c);
    } else if (Character.isLetter(c) || c == '_') {
      add(Kind.WORD, end(each -> Character.isLetterOrDigit(each) || each == '_' || each == '$'));
    } else if (Character.isDigit(c)) {
      add(Kind.NUMBER, end(each -> Character.isLetterOrDigit(each) || each == '.'));
    } else {
      add(Kind.SYMBOL, at + 1);
    }
  }

  private void quoted(char quote) throws SyntaxException {
    int end = SqlText.endOfQuoted(sql, at);
    if (end - at < 2 || sql.charAt(end - 1) != quote) {
      throw SyntaxException.at(sql, at, "a quoted text is not closed");
    }
    String mark = String.valueOf(quote);
    String text = sql.substring(at + 1, end - 1).replace(mark + mark, mark);
    tokens.add(new Token(quote == '\'' ? Kind.TEXT : Kind.NAME, text, at, end));
    at = end;
  }

  private int end(IntPredicate inside) {
    int end = at;
    while (end < sql.length() && inside.test(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  private void add(Kind kind, int end) {
    tokens.add(new Token(kind, sql.substring(at, end), at, end));
    at = end;
  }

  /** Line and column of a place, both from 1, as Athena's messages have them. */
  static String place(String sql, int offset) {
    int to = Math.min(Math.max(offset, 0), sql.length());
    int line = 1;
    int start = 0;
    for (int i = 0; i < to; i++) {
      if (sql.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return String.format(Locale.ROOT, "line %d:%d", line, to - start + 1);
  }
}
