package dev.stepwell.local.quality;

import dev.stepwell.local.sql.SqlText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table that rules ask about, whole or filtered by a rule's {@code where}. */
final class Dataset {

  private final Connection connection;
  private final String from;
  private final Map<String, Column> columns;
  private final @Nullable String where;

  private Dataset(
      Connection connection, String from, Map<String, Column> columns, @Nullable String where) {
    this.connection = connection;
    this.from = from;
    this.columns = columns;
    this.where = where;
  }

  /** A table or view that the connection knows by this name. */
  static Dataset named(Connection connection, String name) throws SQLException {
    String from = SqlText.name(name);
    Map<String, Column> columns = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("describe select * from " + from)) {
      while (rows.next()) {
        Column column = new Column(rows.getString(1), rows.getString(2));
        columns.put(column.name().toLowerCase(Locale.ROOT), column);
      }
    }
    return new Dataset(connection, from, columns, null);
  }

  /** The rows that satisfy a predicate in Spark SQL; all of them without one. */
  Dataset where(@Nullable String predicate) {
    if (predicate == null || predicate.isBlank()) {
      return this;
    }
    String filtered = "(select * from " + from + " where (" + SparkSql.toDuckDb(predicate) + "))";
    return new Dataset(connection, filtered, columns, predicate);
  }

  /** What to select from. */
  String from() {
    return from;
  }

  /** The filter in DuckDB's SQL; {@code true} without one. */
  String filter() {
    return where == null ? "true" : "(" + SparkSql.toDuckDb(where) + ")";
  }

  Collection<Column> columns() {
    return columns.values();
  }

  boolean has(String column) {
    return columns.containsKey(column.toLowerCase(Locale.ROOT));
  }

  /** The column; its name is compared without regard to case, as Spark does. */
  Column column(String name) {
    Column column = columns.get(name.toLowerCase(Locale.ROOT));
    if (column == null) {
      throw RuleFailedException.failed("Input data does not include column " + name + "!");
    }
    return column;
  }

  List<Column> columns(List<String> names) {
    return names.stream().map(this::column).toList();
  }

  /** A metric's name, with the filter where there is one. */
  String metric(String name) {
    return where == null ? name : name + " (where: " + where + ")";
  }

  /** The single row of a select list over these rows; SQL's NULL is NaN. */
  double[] measure(String select) throws SQLException {
    return query("select " + select + " from " + from);
  }

  /** The single row of a query; SQL's NULL is NaN. */
  double[] query(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      double[] numbers = new double[rows.getMetaData().getColumnCount()];
      rows.next();
      for (int i = 0; i < numbers.length; i++) {
        double number = rows.getDouble(i + 1);
        numbers[i] = rows.wasNull() ? Double.NaN : number;
      }
      return numbers;
    }
  }

  /** The columns that a query returns. */
  List<String> resultColumns(String sql) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("describe " + sql)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
