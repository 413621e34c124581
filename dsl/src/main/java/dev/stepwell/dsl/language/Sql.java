package dev.stepwell.dsl.language;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How names and literals are spelled in Amazon Redshift's SQL. */
public final class Sql {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*");
  private static final int LONGEST_NAME = 127;

  private Sql() {}

  /** How a dialect spells what stands between the quotes of a string literal. */
  public enum Quoting {
    /** Quotes and backslashes are doubled. */
    REDSHIFT("\\\\", "''"),
    /** Athena's queries, which are Trino's: quotes are doubled, a backslash is a character. */
    TRINO("\\", "''"),
    /** Athena's DDL, which is Hive's: a backslash goes before quotes and backslashes. */
    HIVE("\\\\", "\\'");

    private final String backslash;
    private final String quote;

    Quoting(String backslash, String quote) {
      this.backslash = backslash;
      this.quote = quote;
    }

    /** What is replaced by what, in this order. */
    public Map<String, String> replacements() {
      Map<String, String> replacements = new LinkedHashMap<>();
      if (!backslash.equals("\\")) {
        replacements.put("\\", backslash);
      }
      replacements.put("'", quote);
      return replacements;
    }

    /**
     * The text as it stands between quotes.
     *
     * @throws IllegalArgumentException if it holds a NUL
     */
    public String body(String text) {
      if (text.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("SQL text cannot hold the character NUL");
      }
      String body = text;
      for (Map.Entry<String, String> each : replacements().entrySet()) {
        body = body.replace(each.getKey(), each.getValue());
      }
      return body;
    }
  }

  /** The string literal of the text: quotes and backslashes doubled, as QUOTE_LITERAL does. */
  public static String literal(String text) {
    return "'" + literalBody(text) + "'";
  }

  /** What stands between the quotes of {@link #literal}. */
  public static String literalBody(String text) {
    return Quoting.REDSHIFT.body(text);
  }

  /**
   * One name as an identifier: as it is when plain, else in double quotes.
   *
   * @throws IllegalArgumentException if the name is empty, longer than 127 bytes or holds a NUL or
   *     a single quote
   */
  public static String identifier(String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0 || name.indexOf('\'') >= 0) {
      throw new IllegalArgumentException("no SQL identifier: \"" + name + "\"");
    }
    if (name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST_NAME) {
      throw new IllegalArgumentException("an SQL identifier has at most 127 bytes: " + name);
    }
    return PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A table's name, {@code schema.table} or {@code table}, as identifiers. */
  public static String table(String name) {
    List<String> parts = List.of(name.split("\\.", -1));
    if (parts.size() > 3) {
      throw new IllegalArgumentException("a table is named [[database.]schema.]table: " + name);
    }
    return parts.stream().map(Sql::identifier).collect(Collectors.joining("."));
  }

  /** The last part of a table's name, in lower case, with only letters, digits and underscores. */
  public static String stem(String table) {
    return table
        .substring(table.lastIndexOf('.') + 1)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9_]", "_");
  }
}
