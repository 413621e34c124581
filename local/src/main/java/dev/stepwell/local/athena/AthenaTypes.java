package dev.stepwell.local.athena;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** Athena's names of types, and how it writes values as text. */
final class AthenaTypes {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private AthenaTypes() {}

  /** Trino's name of a Hive type, for messages. */
  static String ofHive(String hive) {
    return switch (hive) {
      case "string" -> "varchar";
      case "int" -> "integer";
      case "float" -> "real";
      case "binary" -> "varbinary";
      case "timestamp" -> "timestamp(3)";
      default -> hive;
    };
  }

  /** The entry of {@code ColumnInfo} for a column of a result. */
  static JsonObject column(String name, String duckType) {
    String type = type(duckType);
    return JsonObject.builder()
        .put("CatalogName", "hive")
        .put("SchemaName", "")
        .put("TableName", "")
        .put("Name", name)
        .put("Label", name)
        .put("Type", type)
        .put("Precision", precision(type, duckType))
        .put("Scale", scale(duckType))
        .put("Nullable", "UNKNOWN")
        .put("CaseSensitive", type.equals("varchar"))
        .build();
  }

  /** Athena's name of a DuckDB type. */
  static String type(String duck) {
    if (duck.endsWith("]")) {
      return "array";
    }
    String simple = duck.indexOf('(') < 0 ? duck : duck.substring(0, duck.indexOf('('));
    return switch (simple) {
      case "BOOLEAN" -> "boolean";
      case "TINYINT" -> "tinyint";
      case "SMALLINT", "UTINYINT" -> "smallint";
      case "INTEGER", "USMALLINT" -> "integer";
      case "BIGINT", "UINTEGER", "UBIGINT", "HUGEINT" -> "bigint";
      case "FLOAT" -> "float";
      case "DOUBLE" -> "double";
      case "DECIMAL" -> "decimal";
      case "DATE" -> "date";
      case "TIME" -> "time";
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> "timestamp";
      case "TIMESTAMP WITH TIME ZONE" -> "timestamp with time zone";
      case "BLOB" -> "varbinary";
      case "STRUCT" -> "row";
      case "MAP" -> "map";
      case "JSON" -> "json";
      case "INTERVAL" -> "interval day to second";
      default -> "varchar";
    };
  }

  private static int precision(String type, String duck) {
    return switch (type) {
      case "varchar" -> Integer.MAX_VALUE;
      case "tinyint" -> 3;
      case "smallint" -> 5;
      case "integer" -> 10;
      case "bigint" -> 19;
      case "float", "double" -> 17;
      case "decimal" -> Integer.parseInt(duck.substring(8, duck.indexOf(',')).strip());
      case "timestamp" -> 3;
      default -> 0;
    };
  }

  private static int scale(String duck) {
    return duck.startsWith("DECIMAL(") && duck.endsWith(")")
        ? Integer.parseInt(duck.substring(duck.indexOf(',') + 1, duck.length() - 1).strip())
        : 0;
  }

  /** The text of a value; null for NULL. */
  static @Nullable String text(@Nullable Object value) throws SQLException {
    if (value == null) {
      return null;
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof Timestamp time) {
      return TIMESTAMP.format(time.toLocalDateTime());
    }
    if (value instanceof LocalDateTime time) {
      return TIMESTAMP.format(time);
    }
    if (value instanceof OffsetDateTime time) {
      return TIMESTAMP.format(time.withOffsetSameInstant(ZoneOffset.UTC)) + " UTC";
    }
    if (value instanceof Blob bytes) {
      return hex(bytes.getBytes(1, (int) bytes.length()));
    }
    if (value instanceof Array list) {
      List<String> parts = new ArrayList<>();
      for (Object each : (Object[]) list.getArray()) {
        parts.add(String.valueOf(text(each)));
      }
      return "[" + String.join(", ", parts) + "]";
    }
    if (value instanceof DuckDBStruct struct) {
      return pairs(struct.getMap());
    }
    if (value instanceof Struct struct) {
      return String.valueOf(struct);
    }
    return value instanceof Map<?, ?> map ? pairs(map) : String.valueOf(value);
  }

  private static String pairs(Map<?, ?> map) throws SQLException {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<?, ?> each : map.entrySet()) {
      parts.add(text(each.getKey()) + "=" + text(each.getValue()));
    }
    return "{" + String.join(", ", parts) + "}";
  }

  private static String hex(byte[] bytes) {
    List<String> parts = new ArrayList<>();
    for (byte each : bytes) {
      parts.add(String.format(Locale.ROOT, "%02x", each));
    }
    return String.join(" ", parts);
  }

  /** A datum of {@code getQueryResults}; NULL has no value. */
  static Json datum(@Nullable String text) {
    return text == null ? JsonObject.EMPTY : JsonObject.of("VarCharValue", Json.of(text));
  }
}
