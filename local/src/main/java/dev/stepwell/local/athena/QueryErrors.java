package dev.stepwell.local.athena;

import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says DuckDB's errors in Athena's words. */
final class QueryErrors {

  private static final Pattern COLUMN =
      Pattern.compile("Referenced column \"([^\"]*)\" (?:not found|was not found)");
  private static final Pattern QUALIFIED =
      Pattern.compile("(?:Values list|Table) \"[^\"]*\" does not have a column named \"([^\"]*)\"");
  private static final Pattern FUNCTION =
      Pattern.compile("(?:Scalar |Aggregate |Table )?Function with name (\\S+) does not exist");

  private QueryErrors() {}

  /** Why a question failed. */
  static QueryFailedException of(SQLException failure, Map<String, String> addresses) {
    String message = withAddresses(String.valueOf(failure.getMessage()), addresses);
    String first = message.lines().findFirst().orElse("");
    Matcher column = COLUMN.matcher(message);
    Matcher qualified = QUALIFIED.matcher(message);
    if (column.find() || qualified.find()) {
      String name = message.contains("Referenced column") ? column.group(1) : qualified.group(1);
      return user("COLUMN_NOT_FOUND", "Column '" + name + "' cannot be resolved", failure);
    }
    Matcher function = FUNCTION.matcher(message);
    if (function.find()) {
      return user(
          "FUNCTION_NOT_FOUND",
          "Function '" + function.group(1) + "' not registered (on this machine)",
          failure);
    }
    if (message.contains("alformed JSON") || message.contains("read_json")) {
      return user("HIVE_CURSOR_ERROR", "Row is not a valid JSON Object - " + first, failure);
    }
    if (message.contains("Conversion Error")) {
      return user("INVALID_CAST_ARGUMENT", detail(first), failure);
    }
    if (message.contains("Out of Range Error")) {
      return user("NUMERIC_VALUE_OUT_OF_RANGE", detail(first), failure);
    }
    if (message.contains("No magic bytes") || message.contains("arquet")) {
      return user("HIVE_CANNOT_OPEN_SPLIT", "Error opening Hive split: " + first, failure);
    }
    if (message.contains("Binder Error")) {
      return user("SYNTAX_ERROR", detail(first), failure);
    }
    if (message.contains("Out of Memory Error") || message.contains("IO Error")) {
      return QueryFailedException.system(first, failure);
    }
    return user("GENERIC_USER_ERROR", first, failure);
  }

  private static QueryFailedException user(String code, String message, SQLException failure) {
    return QueryFailedException.user(code, message, failure);
  }

  private static String detail(String line) {
    int colon = line.indexOf(": ");
    return colon < 0 ? line : line.substring(colon + 2);
  }

  /** A message that names files by their S3 addresses. */
  static String withAddresses(String message, Map<String, String> addresses) {
    String named = message;
    for (Map.Entry<String, String> each : addresses.entrySet()) {
      if (named.contains(each.getKey())) {
        named = named.replace(each.getKey(), each.getValue());
      }
    }
    return named;
  }
}
