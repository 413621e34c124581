package dev.stepwell.local.quality;

import dev.stepwell.local.sql.SqlText;
import java.util.Locale;
import java.util.Set;

/**
 * The expressions people write in {@code where}, {@code CustomSql} and push-down predicates are
 * Spark's: backquotes name things, double quotes hold texts, a backslash escapes. This turns those
 * into DuckDB's spelling and leaves the rest alone.
 */
final class SparkSql {

  private SparkSql() {}

  static String toDuckDb(String sql) {
    return toDuckDb(sql, Set.of());
  }

  /**
   * Translates.
   *
   * @param sql Spark SQL
   * @param names the data sets that may be named without quotes although DuckDB reserves the word,
   *     such as {@code primary}
   */
  static String toDuckDb(String sql, Set<String> names) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\'' || c == '"') {
        at = text(sql, at, out);
      } else if (c == '`') {
        at = identifier(sql, at, out);
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end;
      } else if (Character.isLetter(c) || c == '_') {
        int end = at + 1;
        while (end < sql.length() && isWordPart(sql.charAt(end))) {
          end++;
        }
        String word = sql.substring(at, end);
        boolean name = names.contains(word) || names.contains(word.toLowerCase(Locale.ROOT));
        out.append(name ? SqlText.name(word) : word);
        at = end;
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  private static int text(String sql, int start, StringBuilder out) {
    char quote = sql.charAt(start);
    StringBuilder value = new StringBuilder();
    int at = start + 1;
    while (at < sql.length() && sql.charAt(at) != quote) {
      char c = sql.charAt(at++);
      if (c == '\\' && at < sql.length()) {
        c = unescaped(sql.charAt(at++), value);
      }
      value.append(c);
    }
    out.append(SqlText.literal(value.toString()));
    return at + 1;
  }

  /** {@code \%} and {@code \_} keep their backslash, for {@code LIKE}. */
  private static char unescaped(char c, StringBuilder value) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '%', '_' -> {
        value.append('\\');
        yield c;
      }
      default -> c;
    };
  }

  private static int identifier(String sql, int start, StringBuilder out) {
    int end = sql.indexOf('`', start + 1);
    if (end < 0) {
      throw RuleFailedException.failed("A backquote is not closed in: " + sql);
    }
    out.append(SqlText.name(sql.substring(start + 1, end)));
    return end + 1;
  }
}
