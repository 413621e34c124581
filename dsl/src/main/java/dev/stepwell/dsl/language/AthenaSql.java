package dev.stepwell.dsl.language;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How names are spelled in Athena, which takes queries in Trino's SQL and definitions in Hive's,
 * and what can be told of a statement without understanding it.
 *
 * @param verb its first word, in capitals; empty if there is none
 * @param parameters how many {@code ?} stand where a value belongs
 * @param statements how many statements there are, divided by {@code ;}
 */
public record AthenaSql(String verb, int parameters, int statements) {

  private static final Pattern PLAIN = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Set<String> READING =
      Set.of("SELECT", "WITH", "VALUES", "TABLE", "SHOW", "DESCRIBE", "DESC", "EXPLAIN", "UNLOAD");
  private static final Set<String> REPLACING =
      Set.of("DELETE", "UPDATE", "MERGE", "OPTIMIZE", "VACUUM");
  private static final Set<String> PARAMETERIZED =
      Set.of("SELECT", "WITH", "INSERT", "CREATE", "UNLOAD");

  /** Whether it leaves the catalog as it is. */
  public boolean reads() {
    return READING.contains(verb);
  }

  /** Whether it gives rows with a header above them. */
  public boolean givesRows() {
    return verb.equals("SELECT") || verb.equals("WITH") || verb.equals("VALUES");
  }

  /** Whether it removes files of a table. */
  public boolean removesFiles() {
    return REPLACING.contains(verb);
  }

  /** Whether Athena takes parameters for it. */
  public boolean takesParameters() {
    return PARAMETERIZED.contains(verb);
  }

  /** Reads a statement. Quotes, quoted names and comments are passed over. */
  public static AthenaSql read(String sql) {
    StringBuilder verb = new StringBuilder();
    boolean verbEnded = false;
    int parameters = 0;
    int statements = 0;
    boolean open = false;
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      int end = passed(sql, at);
      if (end > at + 1) {
        open |= c != '-' && c != '/';
        verbEnded |= verb.length() > 0;
        at = end;
        continue;
      }
      if (c == ';') {
        statements += open ? 1 : 0;
        open = false;
      } else if (!Character.isWhitespace(c)) {
        open = true;
      }
      parameters += c == '?' ? 1 : 0;
      if (Character.isLetter(c) && !verbEnded) {
        verb.append(c);
      } else {
        verbEnded |= verb.length() > 0;
      }
      at++;
    }
    return new AthenaSql(
        verb.toString().toUpperCase(Locale.ROOT), parameters, statements + (open ? 1 : 0));
  }

  /**
   * Where the quoted text, quoted name or comment that begins here ends; the next place if none.
   */
  private static int passed(String sql, int at) {
    char c = sql.charAt(at);
    if (c == '\'' || c == '"' || c == '`') {
      int close = sql.indexOf(c, at + 1);
      return close < 0 ? sql.length() : close + 1;
    }
    if (sql.startsWith("--", at)) {
      int line = sql.indexOf('\n', at);
      return line < 0 ? sql.length() : line + 1;
    }
    if (sql.startsWith("/*", at)) {
      int close = sql.indexOf("*/", at + 2);
      return close < 0 ? sql.length() : close + 2;
    }
    return at + 1;
  }

  /** A table's name, {@code database.table} or {@code table}, as Trino spells it. */
  public static String table(String name) {
    return spell(name, '"');
  }

  /** A table's name as Hive spells it. */
  public static String hiveTable(String name) {
    return spell(name, '`');
  }

  /** One name as Hive spells it. */
  public static String hiveName(String name) {
    return quoted(name, '`');
  }

  private static String spell(String name, char quote) {
    List<String> parts = List.of(name.split("\\.", -1));
    if (parts.size() > 2) {
      throw new IllegalArgumentException("a table is named [database.]table: " + name);
    }
    return parts.stream().map(part -> quoted(part, quote)).collect(Collectors.joining("."));
  }

  /** Names are always quoted, because words of the language are no names otherwise. */
  private static String quoted(String name, char quote) {
    if (!PLAIN.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "no name for Athena, which takes letters, digits and underscores: \"" + name + "\"");
    }
    return quote + name + quote;
  }
}
