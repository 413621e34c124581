package dev.stepwell.local.spark;

import dev.stepwell.local.sql.SqlText;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The functions that Spark and DuckDB name or understand differently. */
final class SparkFunctions {

  private interface Translation extends Function<List<String>, String> {}

  private static final Map<String, Translation> ALL =
      Map.ofEntries(
          Map.entry("to_date", SparkFunctions::toDate),
          Map.entry("to_timestamp", SparkFunctions::toTimestamp),
          Map.entry(
              "date_format",
              a -> "strftime(" + timestamp(a.get(0)) + ", " + format("date_format", a) + ")"),
          Map.entry(
              "datediff", a -> "date_diff('day', " + date(a.get(1)) + ", " + date(a.get(0)) + ")"),
          Map.entry("date_add", a -> "CAST(" + date(a.get(0)) + " + " + integer(a) + " AS DATE)"),
          Map.entry("date_sub", a -> "CAST(" + date(a.get(0)) + " - " + integer(a) + " AS DATE)"),
          Map.entry("dayofweek", a -> "(dayofweek(" + date(a.get(0)) + ") + 1)"),
          Map.entry("nvl", a -> call("coalesce", a)),
          Map.entry(
              "nvl2",
              a ->
                  "CASE WHEN "
                      + a.get(0)
                      + " IS NOT NULL THEN "
                      + a.get(1)
                      + " ELSE "
                      + a.get(2)
                      + " END"),
          Map.entry("isnull", a -> "(" + a.get(0) + " IS NULL)"),
          Map.entry("isnotnull", a -> "(" + a.get(0) + " IS NOT NULL)"),
          Map.entry("concat", a -> "(" + String.join(" || ", a) + ")"),
          Map.entry("log", a -> a.size() == 1 ? call("ln", a) : call("log", a)),
          Map.entry("size", a -> call("len", a)),
          Map.entry("array", a -> call("list_value", a)),
          Map.entry("collect_list", a -> filtered("list(" + a.get(0) + ")", a)),
          Map.entry("collect_set", a -> filtered("list(DISTINCT " + a.get(0) + ")", a)),
          Map.entry("split", a -> "string_split_regex(" + a.get(0) + ", " + a.get(1) + ")"),
          Map.entry("regexp_extract", SparkFunctions::regexpExtract),
          Map.entry(
              "regexp_replace",
              a ->
                  "regexp_replace("
                      + a.get(0)
                      + ", "
                      + a.get(1)
                      + ", "
                      + a.get(2).replaceAll("\\$(\\d)", "\\\\$1")
                      + ", 'g')"),
          Map.entry("regexp_like", a -> call("regexp_matches", a)),
          Map.entry("sha2", SparkFunctions::sha2),
          Map.entry("current_timestamp", a -> "CAST(now() AT TIME ZONE 'UTC' AS TIMESTAMP)"),
          Map.entry("current_date", a -> "CAST(now() AT TIME ZONE 'UTC' AS DATE)"),
          Map.entry("locate", a -> "instr(" + a.get(1) + ", " + a.get(0) + ")"));

  private SparkFunctions() {}

  static boolean isTranslated(String function) {
    return ALL.containsKey(function);
  }

  /**
   * The call for DuckDB.
   *
   * @param function the name, lower-case
   * @param arguments the arguments, translated already
   */
  static String translate(String function, List<String> arguments) {
    Translation translation = ALL.get(function);
    if (translation == null) {
      throw new IllegalArgumentException(function);
    }
    try {
      return translation.apply(arguments);
    } catch (IndexOutOfBoundsException missing) {
      throw new SparkScriptException(
          function + " is called with too few arguments: " + arguments, missing);
    }
  }

  private static String call(String name, List<String> arguments) {
    return name + "(" + String.join(", ", arguments) + ")";
  }

  /** Spark's collecting functions leave NULL out. */
  private static String filtered(String call, List<String> arguments) {
    return call + " FILTER (WHERE " + arguments.get(0) + " IS NOT NULL)";
  }

  private static String date(String value) {
    return "CAST(" + value + " AS DATE)";
  }

  private static String timestamp(String value) {
    return "CAST(" + value + " AS TIMESTAMP)";
  }

  private static String integer(List<String> arguments) {
    return "CAST(" + arguments.get(1) + " AS INTEGER)";
  }

  private static String toDate(List<String> a) {
    return a.size() == 1
        ? "TRY_CAST(TRY_CAST(" + a.get(0) + " AS TIMESTAMP) AS DATE)"
        : "CAST(" + parsed("to_date", a) + " AS DATE)";
  }

  private static String toTimestamp(List<String> a) {
    return a.size() == 1 ? "TRY_CAST(" + a.get(0) + " AS TIMESTAMP)" : parsed("to_timestamp", a);
  }

  private static String parsed(String function, List<String> a) {
    return "try_strptime(CAST(" + a.get(0) + " AS VARCHAR), " + format(function, a) + ")";
  }

  private static String format(String function, List<String> arguments) {
    String pattern = arguments.get(1);
    if (!pattern.startsWith("'") || !pattern.endsWith("'")) {
      throw new SparkScriptException(
          function + " is supported here with a string for its format, not with " + pattern);
    }
    String text = pattern.substring(1, pattern.length() - 1).replace("''", "'");
    return SqlText.literal(DatePatterns.toDuck(text));
  }

  private static String regexpExtract(List<String> a) {
    String group = a.size() > 2 ? a.get(2) : "1";
    return "regexp_extract(" + a.get(0) + ", " + a.get(1) + ", " + group + ")";
  }

  private static String sha2(List<String> a) {
    if (!a.get(1).equals("256") && !a.get(1).equals("0")) {
      throw new SparkScriptException("sha2 is supported here with 256 bits, not " + a.get(1));
    }
    return "sha256(" + a.get(0) + ")";
  }
}
