package dev.stepwell.local.redshift;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A column's type.
 *
 * @param name Redshift's name of it, such as {@code character varying(3)}
 * @param duckDb DuckDB's
 * @param maxBytes how long a text may be; 0 for no limit
 */
record RedshiftType(String name, String duckDb, int maxBytes) {

  private static final int MAX_VARCHAR = 65535;

  static RedshiftType parse(Cursor cursor) throws WarehouseException {
    String word = cursor.name();
    return switch (word) {
      case "smallint", "int2" -> simple("smallint", "SMALLINT");
      case "integer", "int", "int4" -> simple("integer", "INTEGER");
      case "bigint", "int8" -> simple("bigint", "BIGINT");
      case "decimal", "numeric" -> decimal(cursor);
      case "real", "float4" -> simple("real", "FLOAT");
      case "float", "float8" -> simple("double precision", "DOUBLE");
      case "double" -> {
        cursor.take("precision");
        yield simple("double precision", "DOUBLE");
      }
      case "boolean", "bool" -> simple("boolean", "BOOLEAN");
      case "date" -> simple("date", "DATE");
      case "timestamp" -> zoned(cursor, "timestamp", "TIMESTAMP");
      case "timestamptz" -> simple("timestamp with time zone", "TIMESTAMPTZ");
      case "time" -> zoned(cursor, "time", "TIME");
      case "timetz" -> simple("time with time zone", "TIMETZ");
      case "text" -> text("character varying", 256);
      case "varchar", "nvarchar" -> text("character varying", length(cursor, 256));
      case "bpchar" -> text("character", 256);
      case "char", "character", "nchar" ->
          cursor.take("varying")
              ? text("character varying", length(cursor, 256))
              : text("character", length(cursor, 1));
      case "super" -> simple("super", "JSON");
      case "varbyte", "varbinary" -> {
        length(cursor, MAX_VARCHAR);
        yield simple("varbyte", "BLOB");
      }
      default -> throw new WarehouseException("type \"" + word + "\" does not exist");
    };
  }

  /** The type of a column of which only DuckDB's type is known. */
  static RedshiftType ofDuckDb(String type) {
    String upper = type.toUpperCase(Locale.ROOT);
    String name =
        switch (upper) {
          case "TINYINT", "SMALLINT", "UTINYINT" -> "smallint";
          case "INTEGER", "USMALLINT" -> "integer";
          case "BIGINT", "UINTEGER", "HUGEINT", "UBIGINT" -> "bigint";
          case "FLOAT" -> "real";
          case "DOUBLE" -> "double precision";
          case "VARCHAR" -> "character varying(" + MAX_VARCHAR + ")";
          case "TIMESTAMP WITH TIME ZONE" -> "timestamp with time zone";
          case "JSON" -> "super";
          case "BLOB" -> "varbyte";
          default -> upper.toLowerCase(Locale.ROOT);
        };
    return new RedshiftType(name, type, 0);
  }

  boolean isText() {
    return name.startsWith("character");
  }

  boolean isWhole() {
    return name.equals("smallint") || name.equals("integer") || name.equals("bigint");
  }

  boolean isTime() {
    return name.equals("date") || name.startsWith("timestamp");
  }

  /** How many decimals a value has; -1 if the type is no NUMERIC. */
  int scale() {
    return name.startsWith("numeric(")
        ? Integer.parseInt(name.substring(name.indexOf(',') + 1, name.length() - 1))
        : -1;
  }

  private static RedshiftType simple(String name, String duckDb) {
    return new RedshiftType(name, duckDb, 0);
  }

  private static RedshiftType text(String name, int length) {
    return new RedshiftType(name + "(" + length + ")", "VARCHAR", length);
  }

  private static RedshiftType decimal(Cursor cursor) throws WarehouseException {
    List<Integer> numbers = new ArrayList<>(List.of(18, 0));
    if (cursor.take("(")) {
      numbers.set(0, cursor.number());
      if (cursor.take(",")) {
        numbers.set(1, cursor.number());
      }
      cursor.expect(")");
    }
    String arguments = "(" + numbers.get(0) + "," + numbers.get(1) + ")";
    return simple("numeric" + arguments, "DECIMAL" + arguments);
  }

  private static RedshiftType zoned(Cursor cursor, String name, String duckDb) {
    if (cursor.take("with", "time", "zone")) {
      return simple(name + " with time zone", duckDb + "TZ");
    }
    boolean said = cursor.take("without", "time", "zone");
    return simple(said || name.equals("timestamp") ? name : "time", duckDb);
  }

  private static int length(Cursor cursor, int otherwise) throws WarehouseException {
    if (!cursor.take("(")) {
      return otherwise;
    }
    int length = cursor.take("max") ? MAX_VARCHAR : cursor.number();
    cursor.expect(")");
    if (length < 1 || length > MAX_VARCHAR) {
      throw new WarehouseException(
          "length for type varchar must be between 1 and " + MAX_VARCHAR + ", not " + length);
    }
    return length;
  }
}
