package dev.stepwell.local.glue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The column types of the catalog and of Spark, and those of DuckDB. */
public final class HiveTypes {

  private static final Map<String, String> TO_DUCK =
      Map.ofEntries(
          Map.entry("string", "VARCHAR"),
          Map.entry("byte", "TINYINT"),
          Map.entry("short", "SMALLINT"),
          Map.entry("long", "BIGINT"),
          Map.entry("real", "FLOAT"),
          Map.entry("timestamp_ntz", "TIMESTAMP"),
          Map.entry("tinyint", "TINYINT"),
          Map.entry("smallint", "SMALLINT"),
          Map.entry("int", "INTEGER"),
          Map.entry("integer", "INTEGER"),
          Map.entry("bigint", "BIGINT"),
          Map.entry("float", "FLOAT"),
          Map.entry("double", "DOUBLE"),
          Map.entry("boolean", "BOOLEAN"),
          Map.entry("date", "DATE"),
          Map.entry("timestamp", "TIMESTAMP"),
          Map.entry("binary", "BLOB"));

  private static final Map<String, String> FROM_DUCK =
      Map.ofEntries(
          Map.entry("VARCHAR", "string"),
          Map.entry("TINYINT", "tinyint"),
          Map.entry("SMALLINT", "smallint"),
          Map.entry("UTINYINT", "smallint"),
          Map.entry("INTEGER", "int"),
          Map.entry("USMALLINT", "int"),
          Map.entry("BIGINT", "bigint"),
          Map.entry("UINTEGER", "bigint"),
          Map.entry("UBIGINT", "decimal(20,0)"),
          Map.entry("HUGEINT", "decimal(38,0)"),
          Map.entry("FLOAT", "float"),
          Map.entry("DOUBLE", "double"),
          Map.entry("BOOLEAN", "boolean"),
          Map.entry("DATE", "date"),
          Map.entry("TIMESTAMP", "timestamp"),
          Map.entry("TIMESTAMP WITH TIME ZONE", "timestamp"),
          Map.entry("TIMESTAMP_S", "timestamp"),
          Map.entry("TIMESTAMP_MS", "timestamp"),
          Map.entry("TIMESTAMP_NS", "timestamp"),
          Map.entry("BLOB", "binary"),
          Map.entry("UUID", "string"),
          Map.entry("JSON", "string"),
          Map.entry("TIME", "string"));

  private HiveTypes() {}

  /**
   * DuckDB's name of a Hive or Spark type.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static String toDuck(String hive) {
    String type = hive.strip().toLowerCase(Locale.ROOT);
    String simple = TO_DUCK.get(type);
    if (simple != null) {
      return simple;
    }
    if (type.equals("decimal") || type.equals("numeric")) {
      return "DECIMAL(10,0)";
    }
    if (type.startsWith("decimal(") || type.startsWith("numeric(")) {
      return type.toUpperCase(Locale.ROOT);
    }
    if (type.startsWith("varchar(") || type.startsWith("char(")) {
      return "VARCHAR";
    }
    if (type.startsWith("array<") && type.endsWith(">")) {
      return toDuck(inside(type)) + "[]";
    }
    if (type.startsWith("map<") && type.endsWith(">")) {
      List<String> parts = split(inside(type));
      if (parts.size() == 2) {
        return "MAP(" + toDuck(parts.get(0)) + ", " + toDuck(parts.get(1)) + ")";
      }
    }
    if (type.startsWith("struct<") && type.endsWith(">")) {
      List<String> fields = new ArrayList<>();
      for (String field : split(inside(type))) {
        int colon = field.indexOf(':');
        fields.add('"' + field.substring(0, colon) + "\" " + toDuck(field.substring(colon + 1)));
      }
      return "STRUCT(" + String.join(", ", fields) + ")";
    }
    throw new IllegalArgumentException("'" + hive + "' is no column type that can be read here");
  }

  private static String inside(String type) {
    return type.substring(type.indexOf('<') + 1, type.length() - 1);
  }

  /** The catalog's name of a DuckDB type; what it has no name for is a {@code string}. */
  public static String fromDuck(String duck) {
    String simple = FROM_DUCK.get(duck);
    if (simple != null) {
      return simple;
    }
    if (duck.endsWith("[]")) {
      return "array<" + fromDuck(duck.substring(0, duck.length() - 2)) + ">";
    }
    if (duck.startsWith("DECIMAL(")) {
      return duck.toLowerCase(Locale.ROOT);
    }
    if (duck.startsWith("MAP(")) {
      List<String> parts = split(duck.substring(4, duck.length() - 1));
      return "map<" + fromDuck(parts.get(0).strip()) + "," + fromDuck(parts.get(1).strip()) + ">";
    }
    if (duck.startsWith("STRUCT(")) {
      List<String> fields = new ArrayList<>();
      for (String part : split(duck.substring(7, duck.length() - 1))) {
        String field = part.strip();
        int end = field.startsWith("\"") ? field.indexOf('"', 1) + 1 : field.indexOf(' ');
        String name = field.substring(0, end).replace("\"", "");
        fields.add(name.toLowerCase(Locale.ROOT) + ":" + fromDuck(field.substring(end).strip()));
      }
      return "struct<" + String.join(",", fields) + ">";
    }
    return "string";
  }

  /** The parts between the commas that are in no brackets. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '<' || c == '(') {
        depth++;
      } else if (c == '>' || c == ')') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
