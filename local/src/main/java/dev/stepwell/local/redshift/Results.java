package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.sql.SqlResult;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Result sets in the Data API's shape: each field is an object whose only member says its type. */
final class Results {

  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .toFormatter(Locale.ROOT);

  private Results() {}

  static JsonArray records(SqlResult result) {
    return result.rows().stream().map(Results::record).collect(JsonArray.collector());
  }

  private static Json record(List<@Nullable Object> row) {
    return row.stream().map(Results::field).collect(JsonArray.collector());
  }

  private static Json field(@Nullable Object value) {
    if (value == null) {
      return JsonObject.of("IsNull", Json.of(true));
    }
    if (value instanceof Boolean truth) {
      return JsonObject.of("BooleanValue", Json.of(truth.booleanValue()));
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number)
          ? JsonObject.of("DoubleValue", Json.of(number))
          : text(String.valueOf(number));
    }
    if (value instanceof BigInteger whole) {
      return whole.bitLength() < Long.SIZE
          ? JsonObject.of("LongValue", Json.of(whole.longValue()))
          : text(whole.toString());
    }
    if (value instanceof Number number && !(value instanceof BigDecimal)) {
      return JsonObject.of("LongValue", Json.of(number.longValue()));
    }
    if (value instanceof Blob blob) {
      return JsonObject.of("BlobValue", Json.of(base64(blob)));
    }
    return text(string(value));
  }

  private static Json text(String value) {
    return JsonObject.of("StringValue", Json.of(value));
  }

  private static String string(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof Timestamp time) {
      return time.toLocalDateTime().format(TIMESTAMP);
    }
    if (value instanceof LocalDateTime time) {
      return time.format(TIMESTAMP);
    }
    return value instanceof OffsetDateTime time ? time.format(TIMESTAMP) + "+00" : value.toString();
  }

  private static String base64(Blob blob) {
    try {
      return Base64.getEncoder().encodeToString(blob.getBytes(1, (int) blob.length()));
    } catch (SQLException e) {
      throw new IllegalStateException("A result's bytes cannot be read", e);
    }
  }

  static JsonArray columns(SqlResult result) {
    return result.columns().stream().map(Results::column).collect(JsonArray.collector());
  }

  private static Json column(SqlResult.Column column) {
    String type = typeName(column.type());
    boolean text = type.equals("varchar");
    return JsonObject.builder()
        .put("IsCaseSensitive", text)
        .put("IsCurrency", false)
        .put("IsSigned", !text && !type.equals("bool") && !type.startsWith("date"))
        .put("Label", column.name())
        .put("Length", 0)
        .put("Name", column.name())
        .put("Nullable", 1)
        .put("TypeName", type)
        .build();
  }

  /** The name by which Redshift's catalog knows the type. */
  private static String typeName(String duckDb) {
    String type = duckDb.replaceFirst("\\(.*", "");
    return switch (type) {
      case "TINYINT", "SMALLINT", "UTINYINT" -> "int2";
      case "INTEGER", "USMALLINT" -> "int4";
      case "BIGINT", "UINTEGER", "UBIGINT", "HUGEINT" -> "int8";
      case "DECIMAL" -> "numeric";
      case "FLOAT" -> "float4";
      case "DOUBLE" -> "float8";
      case "BOOLEAN" -> "bool";
      case "TIMESTAMP WITH TIME ZONE" -> "timestamptz";
      case "JSON" -> "super";
      case "BLOB" -> "varbyte";
      default -> type.toLowerCase(Locale.ROOT);
    };
  }
}
