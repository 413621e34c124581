package dev.stepwell.local.redshift;

import dev.stepwell.local.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts Redshift's SQL into tokens; nothing in quotes or comments is mistaken for anything else. */
final class Lexer {

  private static final List<String> LONG_SYMBOLS =
      List.of("::", "<=", ">=", "<>", "!=", "||", ":=", "~*", "!~");

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private boolean spaced;

  private Lexer(String sql) {
    this.sql = sql;
  }

  /** The statements of a text, which semicolons end; empty ones are left out. */
  static List<List<Token>> statements(String sql) throws WarehouseException {
    List<List<Token>> statements = new ArrayList<>();
    List<Token> current = new ArrayList<>();
    for (Token token : tokens(sql)) {
      if (token.is(";")) {
        if (!current.isEmpty()) {
          statements.add(current);
        }
        current = new ArrayList<>();
      } else {
        current.add(token);
      }
    }
    if (!current.isEmpty()) {
      statements.add(current);
    }
    return statements;
  }

  static List<Token> tokens(String sql) throws WarehouseException {
    Lexer lexer = new Lexer(sql);
    while (lexer.at < sql.length()) {
      lexer.next();
    }
    return lexer.tokens;
  }

  private void next() throws WarehouseException {
    char c = sql.charAt(at);
    int afterComment = SqlText.endOfComment(sql, at);
    if (afterComment > at) {
      at = afterComment;
      spaced = true;
    } else if (Character.isWhitespace(c)) {
      at++;
      spaced = true;
    } else if (c == '\'') {
      text();
    } else if (c == '"') {
      int end = SqlText.endOfQuoted(sql, at);
      if (end - at < 2 || sql.charAt(end - 1) != '"') {
        throw new WarehouseException("unterminated quoted identifier");
      }
      String name = sql.substring(at + 1, end - 1).replace("\"\"", "\"");
      add(Token.Kind.NAME, name.toLowerCase(Locale.ROOT), end);
    } else if (isWordStart(c)) {
      int end = endOfWord(at);
      add(Token.Kind.WORD, sql.substring(at, end).toLowerCase(Locale.ROOT), end);
    } else if (Character.isDigit(c)) {
      number();
    } else if (c == ':' && at + 1 < sql.length() && isWordStart(sql.charAt(at + 1))) {
      int end = endOfWord(at + 1);
      add(Token.Kind.PARAMETER, sql.substring(at + 1, end), end);
    } else {
      symbol();
    }
  }

  /** A text; Redshift takes both a doubled quote and a backslash as escapes. */
  private void text() throws WarehouseException {
    StringBuilder value = new StringBuilder();
    int i = at + 1;
    while (i < sql.length()) {
      char c = sql.charAt(i++);
      if (c == '\\' && i < sql.length()) {
        int digits = octalDigits(i);
        value.append(
            digits > 0
                ? (char) Integer.parseInt(sql.substring(i, i + digits), 8)
                : unescaped(sql.charAt(i)));
        i += Math.max(1, digits);
      } else if (c != '\'') {
        value.append(c);
      } else if (i < sql.length() && sql.charAt(i) == '\'') {
        value.append('\'');
        i++;
      } else {
        add(Token.Kind.TEXT, value.toString(), i);
        return;
      }
    }
    throw new WarehouseException("unterminated quoted string");
  }

  /** How many digits of a character's octal number are here, at most 3. */
  private int octalDigits(int start) {
    int end = start;
    while (end < Math.min(start + 3, sql.length())
        && sql.charAt(end) >= '0'
        && sql.charAt(end) <= (end == start ? '3' : '7')) {
      end++;
    }
    return end - start;
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      default -> c;
    };
  }

  private void number() {
    int end = at;
    while (end < sql.length() && (Character.isDigit(sql.charAt(end)) || sql.charAt(end) == '.')) {
      end++;
    }
    int exponent = end + 1;
    if (end < sql.length() && (sql.charAt(end) == 'e' || sql.charAt(end) == 'E')) {
      if (exponent < sql.length() && (sql.charAt(exponent) == '-' || sql.charAt(exponent) == '+')) {
        exponent++;
      }
      while (exponent < sql.length() && Character.isDigit(sql.charAt(exponent))) {
        exponent++;
        end = exponent;
      }
    }
    add(Token.Kind.NUMBER, sql.substring(at, end), end);
  }

  private void symbol() {
    for (String symbol : LONG_SYMBOLS) {
      if (sql.startsWith(symbol, at)) {
        add(Token.Kind.SYMBOL, symbol, at + symbol.length());
        return;
      }
    }
    add(Token.Kind.SYMBOL, sql.substring(at, at + 1), at + 1);
  }

  private void add(Token.Kind kind, String text, int end) {
    tokens.add(new Token(kind, text, spaced));
    spaced = false;
    at = end;
  }

  private int endOfWord(int start) {
    int end = start;
    while (end < sql.length() && isWordPart(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isWordStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }
}
