package dev.stepwell.local.quality;

import dev.stepwell.local.sql.SqlText;
import java.util.Set;

/** A column of a data set, as DuckDB describes it. */
record Column(String name, String type) {

  private static final Set<String> NUMERIC =
      Set.of(
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "HUGEINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "UHUGEINT",
          "FLOAT",
          "DOUBLE");

  boolean isNumeric() {
    return NUMERIC.contains(type) || type.startsWith("DECIMAL");
  }

  boolean isText() {
    return type.equals("VARCHAR");
  }

  /** The column in SQL. */
  String sql() {
    return SqlText.name(name);
  }

  /** The column as a double, the only number DQDL knows. */
  String asDouble() {
    return isText() ? "try_cast(" + sql() + " as double)" : "cast(" + sql() + " as double)";
  }

  /** The column as text. */
  String asText() {
    return isText() ? sql() : "cast(" + sql() + " as varchar)";
  }

  /** The column as a date without time; NULL where the text is none. */
  String asDate() {
    return type.equals("DATE") ? sql() : "cast(try_cast(" + sql() + " as timestamp) as date)";
  }

  /** Refuses a column that is no number, in Deequ's words. */
  Column requireNumeric() {
    if (!isNumeric()) {
      throw RuleFailedException.failed(
          "Expected type of column %s to be one of (Numeric), but found %s instead!"
              .formatted(name, type));
    }
    return this;
  }
}
