package dev.stepwell.local.sql;

/** The lexical rules of SQL text: quotes, comments, and how to quote a value or a name. */
public final class SqlText {

  private SqlText() {}

  /** The text as an SQL string literal. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** The name as a quoted SQL identifier. */
  public static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /**
   * Where a quoted token ends: a literal, a quoted name or a name in backticks, in which the quote
   * itself is written twice.
   *
   * @param start where its first quote is
   * @return behind its last quote; the text's length if it has none
   */
  public static int endOfQuoted(String sql, int start) {
    char quote = sql.charAt(start);
    for (int at = start + 1; at < sql.length(); at++) {
      if (sql.charAt(at) == quote) {
        if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
          at++;
        } else {
          return at + 1;
        }
      }
    }
    return sql.length();
  }

  /** Where the comment that starts here ends, or {@code start} if none starts here. */
  public static int endOfComment(String sql, int start) {
    if (sql.startsWith("--", start)) {
      int end = sql.indexOf('\n', start);
      return end < 0 ? sql.length() : end;
    }
    if (sql.startsWith("/*", start)) {
      int end = sql.indexOf("*/", start + 2);
      return end < 0 ? sql.length() : end + 2;
    }
    return start;
  }
}
