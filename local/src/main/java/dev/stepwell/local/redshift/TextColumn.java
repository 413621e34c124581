package dev.stepwell.local.redshift;

import dev.stepwell.local.sql.SqlText;

/**
 * How COPY reads one column of a text: the value, and what the first problem with it is.
 *
 * @param sql the field in SQL
 * @param value the value in SQL; NULL where the field does not fit the type
 * @param anyValue whether a field that does not fit the type is loaded as NULL
 */
record TextColumn(ColumnDefinition column, String sql, String value, boolean anyValue) {

  private static final int INVALID_DIGIT = 1207;
  private static final int INVALID_DATE = 1205;
  private static final int INVALID_TIMESTAMP = 1206;
  private static final int TOO_LONG = 1204;
  private static final int NOT_NULL = 1213;
  private static final int INVALID_BOOLEAN = 1210;
  private static final int OTHER = 1208;

  static TextColumn of(ColumnDefinition column, String name, CopyOptions options)
      throws WarehouseException {
    String field = SqlText.name(name);
    RedshiftType type = column.type();
    if (type.isText()) {
      return new TextColumn(column, field, field, false);
    }
    String trimmed = "nullif(trim(" + field + "), '')";
    String value =
        switch (type.name()) {
          case "smallint", "integer", "bigint" ->
              "CASE WHEN regexp_full_match(%1$s, '[+-]?[0-9]+') THEN TRY_CAST(%1$s AS %2$s) END"
                  .formatted(trimmed, type.duckDb());
          case "boolean" ->
              "CASE WHEN lower(%1$s) IN ('t','true','y','yes','1') THEN true WHEN lower(%1$s) IN ('f','false','n','no','0') THEN false END"
                  .formatted(trimmed);
          case "date" -> TimeFormats.date(trimmed, options.text("dateformat"));
          case "timestamp" -> TimeFormats.timestamp(trimmed, options.text("timeformat"));
          default ->
              "TRY_CAST("
                  + (type.scale() >= 0 && !options.has("roundec")
                      ? truncated(trimmed, type.scale())
                      : trimmed)
                  + " AS "
                  + type.duckDb()
                  + ")";
        };
    boolean anyDate = type.isTime() && options.has("acceptanydate");
    return new TextColumn(column, field, value, anyDate);
  }

  /** Decimals are cut off unless ROUNDEC asks to round them. */
  private static String truncated(String field, int scale) {
    String decimals = scale == 0 ? "\\.[0-9]*$" : "(\\.[0-9]{" + scale + "})[0-9]+$";
    return "regexp_replace(%s, %s, %s)"
        .formatted(field, SqlText.literal(decimals), SqlText.literal(scale == 0 ? "" : "\\1"));
  }

  /** Whether a row's field cannot be loaded. */
  String invalid() {
    StringBuilder invalid = new StringBuilder();
    if (column.type().isText()) {
      invalid.append(
          column.type().maxBytes() > 0
              ? "coalesce(strlen(" + sql + "), 0) > " + column.type().maxBytes()
              : "false");
    } else if (anyValue) {
      invalid.append("false");
    } else {
      invalid
          .append("nullif(trim(")
          .append(sql)
          .append("), '') IS NOT NULL AND (")
          .append(value)
          .append(") IS NULL");
    }
    if (column.notNull()) {
      invalid
          .append(" OR (")
          .append(column.type().isText() ? sql : "nullif(trim(" + sql + "), '')")
          .append(") IS NULL");
    }
    return "(" + invalid + ")";
  }

  LoadError error(String file, long line, String field, boolean missing) {
    RedshiftType type = column.type();
    String shownType = type.name().replaceFirst("\\(.*", "");
    if (missing) {
      return error(file, line, shownType, 0, NOT_NULL, "Missing data for not-null field");
    }
    if (type.isText()) {
      return error(file, line, shownType, 0, TOO_LONG, "String length exceeds DDL length");
    }
    if (type.isWhole()
        || type.name().startsWith("numeric")
        || type.name().contains("double")
        || type.name().equals("real")) {
      int position = firstInvalid(field, type.isWhole());
      String kind =
          type.isWhole() ? "Integer" : type.name().startsWith("numeric") ? "Decimal" : "Float";
      String message =
          position < field.length()
              ? "Invalid digit, Value '%s', Pos %d, Type: %s"
                  .formatted(field.charAt(position), position, kind)
              : "Overflow, Value '%s', Type: %s".formatted(field, kind);
      return error(file, line, shownType, position, INVALID_DIGIT, message);
    }
    return switch (type.name()) {
      case "boolean" -> error(file, line, shownType, 0, INVALID_BOOLEAN, "Unknown boolean format");
      case "date" ->
          error(
              file, line, shownType, 0, INVALID_DATE, "Invalid Date Format, Value '" + field + "'");
      case "timestamp", "timestamp with time zone" ->
          error(
              file,
              line,
              shownType,
              0,
              INVALID_TIMESTAMP,
              "Invalid timestamp format or value [YYYY-MM-DD HH24:MI:SS], Value '" + field + "'");
      default ->
          error(
              file, line, shownType, 0, OTHER, "Invalid " + shownType + ", Value '" + field + "'");
    };
  }

  private LoadError error(
      String file, long line, String type, int position, int code, String message) {
    return new LoadError(
        file, line, column.name(), type, column.type().maxBytes(), position, code, message);
  }

  private static int firstInvalid(String field, boolean whole) {
    String allowed = whole ? "+-0123456789 " : "+-0123456789.eE ";
    for (int i = 0; i < field.length(); i++) {
      if (allowed.indexOf(field.charAt(i)) < 0) {
        return i;
      }
    }
    return field.length();
  }
}
