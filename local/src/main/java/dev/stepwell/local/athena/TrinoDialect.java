package dev.stepwell.local.athena;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlTree;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The functions that Trino and DuckDB name or understand differently. */
final class TrinoDialect {

  private static final Map<String, String> MACROS = new LinkedHashMap<>();
  private static final Map<String, String> RENAMED = Map.of("transform", "list_transform");
  private static final String FORMATTED = "date_parse date_format";

  static {
    MACROS.put("regexp_like", "(s, p) AS regexp_matches(s, p)");
    MACROS.put("json_extract_scalar", "(j, p) AS json_extract_string(j, p)");
    MACROS.put("element_at", "(m, k) AS m[k]");
    MACROS.put("cardinality", "(a) AS len(a)");
    MACROS.put("approx_distinct", "(x) AS approx_count_distinct(x)");
    MACROS.put("from_unixtime", "(x) AS CAST(to_timestamp(x) AT TIME ZONE 'UTC' AS TIMESTAMP)");
    MACROS.put("to_unixtime", "(x) AS CAST(epoch(x) AS DOUBLE)");
    MACROS.put("from_iso8601_date", "(x) AS CAST(x AS DATE)");
    MACROS.put("from_iso8601_timestamp", "(x) AS CAST(x AS TIMESTAMPTZ)");
    MACROS.put("day_of_week", "(x) AS isodow(x)");
    MACROS.put("array_join", "(a, s) AS array_to_string(a, s)");
    MACROS.put("to_utf8", "(s) AS encode(s)");
    MACROS.put("sequence", "(a, b) AS generate_series(a, b)");
    MACROS.put(
        "date_add",
        "(u, n, d) AS d + CASE lower(u) WHEN 'second' THEN to_seconds(n) WHEN 'minute' THEN"
            + " to_minutes(n) WHEN 'hour' THEN to_hours(n) WHEN 'day' THEN to_days(n) WHEN 'week'"
            + " THEN to_weeks(n) WHEN 'month' THEN to_months(n) WHEN 'year' THEN to_years(n) END");
  }

  private TrinoDialect() {}

  /** Makes a session understand the question, and gives the question as it understands it. */
  static String prepare(SqlSession session, String sql, JsonObject tree) throws SQLException {
    session.runAsWritten("SET integer_division = true");
    String text = sql.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> macro : MACROS.entrySet()) {
      if (text.contains(macro.getKey())) {
        session.runAsWritten("CREATE TEMP MACRO " + macro.getKey() + macro.getValue());
      }
    }
    Json translated = translate(tree);
    return translated.equals(tree) ? sql : SqlTree.print(session, (JsonObject) translated);
  }

  private static Json translate(Json json) {
    if (json instanceof JsonArray list) {
      return list.stream().map(TrinoDialect::translate).collect(JsonArray.collector());
    }
    if (!(json instanceof JsonObject object)) {
      return json;
    }
    JsonObject.Builder copy = JsonObject.builder();
    object.forEach((name, value) -> copy.put(name, translate(value)));
    JsonObject translated = copy.build();
    String function = translated.string("function_name");
    if (function == null) {
      return translated;
    }
    JsonArray children = translated.array("children");
    if (FORMATTED.contains(function) && children.length() == 2) {
      return translated
          .with("function_name", Json.of(function.equals("date_parse") ? "strptime" : "strftime"))
          .with("children", JsonArray.of(children.get(0), format(children.get(1))));
    }
    String other = RENAMED.get(function);
    return other == null ? translated : translated.with("function_name", Json.of(other));
  }

  /** A format as MySQL has it, which Trino follows, as DuckDB has it. */
  private static Json format(Json constant) {
    if (!(constant instanceof JsonObject object)
        || !(object.get("value") instanceof JsonObject value)
        || value.string("value") == null) {
      return constant;
    }
    String mysql = String.valueOf(value.string("value"));
    StringBuilder format = new StringBuilder();
    for (int i = 0; i < mysql.length(); i++) {
      char c = mysql.charAt(i);
      if (c != '%' || i + 1 == mysql.length()) {
        format.append(c);
      } else {
        i++;
        format.append(specifier(mysql.charAt(i)));
      }
    }
    return object.with("value", value.with("value", Json.of(format.toString())));
  }

  private static String specifier(char mysql) {
    return switch (mysql) {
      case 'i' -> "%M";
      case 's' -> "%S";
      case 'T' -> "%H:%M:%S";
      case 'M' -> "%B";
      case 'W' -> "%A";
      case 'e' -> "%-d";
      case 'c' -> "%-m";
      case 'k' -> "%-H";
      case 'l' -> "%-I";
      case 'h' -> "%I";
      default -> "%" + mysql;
    };
  }

  /**
   * The names of a question's columns: what Trino calls one that has no name is {@code _col0}.
   *
   * @param found the names that DuckDB gives
   */
  static List<String> names(JsonObject tree, List<String> found) {
    JsonObject select = tree;
    while (select.get("left") instanceof JsonObject left) {
      select = left;
    }
    JsonArray list = select.array("select_list");
    long stars = list.stream().filter(each -> isStar((JsonObject) each)).count();
    if (stars > 1 || (stars == 0 && list.length() != found.size())) {
      return found;
    }
    int wide = found.size() - list.length() + 1;
    String[] names = found.toArray(String[]::new);
    int at = 0;
    for (Json each : list) {
      JsonObject entry = (JsonObject) each;
      if (isStar(entry)) {
        at += wide;
      } else {
        String alias = entry.string("alias");
        boolean named = alias != null && !alias.isEmpty();
        if (!named && !"COLUMN_REF".equals(entry.string("class")) && at < names.length) {
          names[at] = "_col" + at;
        }
        at++;
      }
    }
    return List.of(names);
  }

  private static boolean isStar(JsonObject entry) {
    return "STAR".equals(entry.string("class"));
  }
}
