package dev.stepwell.local.redshift;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A statement that fails; the message is what the Data API shows as its {@code Error}. */
final class WarehouseException extends Exception {

  private static final String DRIVER = "Invalid Input Error: Attempting to execute";
  private static final Pattern NO_TABLE = Pattern.compile("Table with name (\\S+) does not exist");
  private static final Pattern NO_COLUMN =
      Pattern.compile("Referenced column \"([^\"]+)\" (?:was )?not");
  private static final Pattern NO_FUNCTION =
      Pattern.compile("Function with name (\\S+) does not exist", Pattern.CASE_INSENSITIVE);
  private static final Pattern TOO_LONG =
      Pattern.compile("CHECK\\(\\(strlen\\((.+)\\) <= (\\d+)\\)\\)");
  private static final Pattern NOT_NULL =
      Pattern.compile("NOT NULL constraint failed: [^\\s.]+\\.(\\S+)");
  private static final Pattern EXISTS =
      Pattern.compile("Table with name \"([^\"]+)\" already exists");

  /** The SQLSTATE of failures by what their message begins with, as PostgreSQL has them. */
  private static final Map<Pattern, String> STATES =
      Map.ofEntries(
          Map.entry(Pattern.compile("ERROR: (relation|table) .* does not exist"), "42P01"),
          Map.entry(Pattern.compile("ERROR: column .* does not exist"), "42703"),
          Map.entry(Pattern.compile("ERROR: function .* does not exist"), "42883"),
          Map.entry(Pattern.compile("ERROR: syntax error"), "42601"),
          Map.entry(Pattern.compile("ERROR: Relation .* already exists"), "42P07"),
          Map.entry(Pattern.compile("ERROR: Value too long"), "22001"),
          Map.entry(Pattern.compile("ERROR: Cannot insert a NULL value"), "23502"),
          Map.entry(Pattern.compile("ERROR: 1023"), "40001"),
          Map.entry(Pattern.compile("ERROR: deadlock detected"), "40P01"),
          Map.entry(Pattern.compile("ERROR: Query cancelled"), "57014"));

  private static final String OTHER_STATE = "XX000";

  private final String sqlState;

  private WarehouseException(String message, String sqlState, @Nullable Throwable cause) {
    super(message, cause);
    this.sqlState = sqlState;
  }

  WarehouseException(String message) {
    this("ERROR: " + message, stateOf("ERROR: " + message), null);
  }

  WarehouseException(String message, String sqlState) {
    this("ERROR: " + message, sqlState, null);
  }

  private static String stateOf(String message) {
    return STATES.entrySet().stream()
        .filter(each -> each.getKey().matcher(message).lookingAt())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(OTHER_STATE);
  }

  /** The SQLSTATE; {@code XX000} where no other is known. */
  String sqlState() {
    return sqlState;
  }

  /** This failure with words about its place before it. */
  WarehouseException at(String place) {
    return new WarehouseException(place + getMessage(), sqlState, this);
  }

  /** DuckDB's failure in Redshift's words where they are known, else in its own. */
  static WarehouseException of(SQLException failure) {
    String message = "ERROR: " + words(plain(failure));
    return new WarehouseException(message, stateOf(message), failure);
  }

  /** DuckDB's own message; its driver puts a sentence about itself before some of them. */
  private static String plain(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    int error = message.startsWith(DRIVER) ? message.indexOf("\nError: ") : -1;
    return (error < 0 ? message : message.substring(error + 8)).strip();
  }

  private static String words(String message) {
    Matcher found = NO_TABLE.matcher(message);
    if (found.find()) {
      return "relation \"" + bare(found.group(1)) + "\" does not exist";
    }
    found = NO_COLUMN.matcher(message);
    if (found.find()) {
      return "column \"" + found.group(1) + "\" does not exist";
    }
    found = NO_FUNCTION.matcher(message);
    if (found.find()) {
      return "function " + bare(found.group(1)) + " does not exist";
    }
    found = EXISTS.matcher(message);
    if (found.find()) {
      return "Relation \"" + found.group(1) + "\" already exists";
    }
    found = TOO_LONG.matcher(message);
    if (found.find()) {
      return "Value too long for character type\n  Detail: column "
          + found.group(1)
          + ", length "
          + found.group(2);
    }
    found = NOT_NULL.matcher(message);
    if (found.find()) {
      return "Cannot insert a NULL value into column " + found.group(1);
    }
    if (message.contains("Malformed JSON")) {
      return "JSON parsing error\n  Detail: "
          + message
          + "\n  Hint: compare a SUPER value with a text by a cast, such as v.name::varchar = 'x'";
    }
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("conflict") && lower.contains("transaction")) {
      return "1023\n  Detail: Serializable isolation violation on table in Redshift: " + message;
    }
    return message.replaceFirst("^Parser Error: ", "");
  }

  private static String bare(String name) {
    return name.replace("\"", "").replaceFirst("!$", "");
  }
}
