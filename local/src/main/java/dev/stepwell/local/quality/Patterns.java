package dev.stepwell.local.quality;

import dev.stepwell.local.sql.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions over a column. They are Java's in Glue, and DuckDB has another dialect
 * without look-around, so the different values are matched here and the ones that match are handed
 * back as a temporary table.
 */
final class Patterns {

  private static final String MATCHES = "stepwell_matches";

  private Patterns() {}

  /** Rows whose text the expression covers from end to end with at least one character. */
  static String matching(String regex, Column column, Scope scope) throws SQLException {
    return predicate(regex, "^" + regex + "$", column, scope);
  }

  /** Rows whose text does not begin with a word that the expression covers. */
  static String notMatching(String regex, Column column, Scope scope) throws SQLException {
    return predicate(regex, "^(?!\\b" + regex + "\\b).*$", column, scope);
  }

  static Pattern compile(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw RuleFailedException.failed(
          "The regular expression '%s' is not valid: %s".formatted(regex, e.getDescription()));
    }
  }

  /**
   * The rows whose text has something that the anchored expression covers.
   *
   * @param written the expression as the rule has it, for what is said of it
   */
  private static String predicate(String written, String anchored, Column column, Scope scope)
      throws SQLException {
    compile(written);
    Pattern pattern = compile(anchored);
    List<String> matches = new ArrayList<>();
    String id = pattern.pattern() + "\n" + column.name();
    try (Statement statement = scope.connection().createStatement();
        ResultSet values =
            statement.executeQuery(
                "select distinct %s from %s where %s is not null"
                    .formatted(column.asText(), scope.primary().from(), column.sql()))) {
      while (values.next()) {
        String value = values.getString(1);
        Matcher matcher = pattern.matcher(value);
        if (matcher.find() && !matcher.group().isEmpty()) {
          matches.add(value);
        }
      }
    }
    remember(id, matches, scope);
    return "(%1$s is not null and %2$s in (select value from %3$s where id = %4$s))"
        .formatted(column.sql(), column.asText(), MATCHES, SqlText.literal(id));
  }

  private static void remember(String id, List<String> matches, Scope scope) throws SQLException {
    try (Statement statement = scope.connection().createStatement()) {
      statement.execute(
          "create temp table if not exists " + MATCHES + "(id varchar, value varchar)");
    }
    try (PreparedStatement insert =
        scope
            .connection()
            .prepareStatement(
                "insert into " + MATCHES + " select distinct ?::varchar, unnest(?::varchar[])")) {
      insert.setString(1, id);
      insert.setArray(2, scope.connection().createArrayOf("VARCHAR", matches.toArray()));
      insert.execute();
    }
  }

  /** Removes what the evaluation has left in the connection. */
  static void forget(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists temp." + MATCHES);
    }
  }
}
