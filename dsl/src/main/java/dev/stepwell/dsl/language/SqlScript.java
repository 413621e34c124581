package dev.stepwell.dsl.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Statements as words, with what is quoted or commented out left aside: enough to tell one
 * statement from two and a VACUUM from a SELECT. Quotes and comments are those of Amazon Redshift.
 */
public final class SqlScript {

  private final List<Statement> statements = new ArrayList<>();

  /**
   * One statement.
   *
   * @param words in capitals, in order, those in parentheses left out
   */
  public record Statement(List<String> words) {

    /** Copies the words. */
    public Statement {
      words = List.copyOf(words);
    }

    /** Whether it starts with these words. */
    public boolean startsWith(String... first) {
      return words.size() >= first.length && words.subList(0, first.length).equals(List.of(first));
    }
  }

  private SqlScript(String sql) {
    List<String> words = new ArrayList<>();
    boolean empty = true;
    int depth = 0;
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      int end = skipped(sql, at);
      if (end > at) {
        empty &= sql.startsWith("--", at) || sql.startsWith("/*", at);
        at = end;
      } else if (Character.isLetter(c) || c == '_') {
        end = at;
        while (end < sql.length() && isWord(sql.charAt(end))) {
          end++;
        }
        if (depth == 0) {
          words.add(sql.substring(at, end).toUpperCase(Locale.ROOT));
        }
        empty = false;
        at = end;
      } else {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (c == ';') {
          end(empty, words);
          empty = true;
        } else {
          empty &= Character.isWhitespace(c);
        }
        at++;
      }
    }
    end(empty, words);
  }

  /** The statements of a text; empty ones between semicolons are none. */
  public static List<Statement> statements(String sql) {
    return List.copyOf(new SqlScript(sql).statements);
  }

  private void end(boolean empty, List<String> words) {
    if (!empty) {
      statements.add(new Statement(words));
    }
    words.clear();
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  /** Where the quoted text or the comment that starts here ends; here itself if none does. */
  private static int skipped(String sql, int at) {
    char c = sql.charAt(at);
    if (c == '\'' || c == '"') {
      return quoted(sql, at, c);
    } else if (sql.startsWith("--", at)) {
      int end = sql.indexOf('\n', at);
      return end < 0 ? sql.length() : end + 1;
    } else if (sql.startsWith("/*", at)) {
      return comment(sql, at);
    } else if (c == '$') {
      int end = sql.indexOf('$', at + 1);
      if (end > 0 && sql.substring(at + 1, end).matches("\\w*")) {
        String tag = sql.substring(at, end + 1);
        int close = sql.indexOf(tag, end + 1);
        return close < 0 ? sql.length() : close + tag.length();
      }
    }
    return at;
  }

  private static int quoted(String sql, int at, char quote) {
    int end = at + 1;
    while (end < sql.length() && sql.charAt(end) != quote) {
      end += sql.charAt(end) == '\\' && quote == '\'' ? 2 : 1;
    }
    return Math.min(sql.length(), end + 1);
  }

  private static int comment(String sql, int at) {
    int depth = 0;
    int end = at;
    while (end < sql.length()) {
      if (sql.startsWith("/*", end)) {
        depth++;
        end += 2;
      } else if (sql.startsWith("*/", end)) {
        depth--;
        end += 2;
        if (depth == 0) {
          return end;
        }
      } else {
        end++;
      }
    }
    return sql.length();
  }
}
