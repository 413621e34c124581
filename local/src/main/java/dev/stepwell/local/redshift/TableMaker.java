package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes tables. What Redshift knows of a column or a table and DuckDB does not is kept as a comment
 * on it, so that it survives and takes part in the transaction.
 */
final class TableMaker {

  private final SqlSession session;
  private final String database;

  TableMaker(SqlSession session, String database) {
    this.session = session;
    this.database = database;
  }

  void make(CreateTable table) throws SQLException, WarehouseException {
    if (table.ifNotExists() && exists(table.name(), table.temporary())) {
      return;
    }
    String create = "CREATE " + (table.temporary() ? "TEMP " : "") + "TABLE " + target(table);
    if (table.query() != null) {
      String names =
          table.columnNames().isEmpty()
              ? ""
              : table.columnNames().stream()
                  .map(SqlText::name)
                  .collect(Collectors.joining(", ", "(", ")"));
      session.runAsWritten(create + names + " AS " + table.query());
    } else {
      List<ColumnDefinition> columns =
          table.like() == null ? table.columns() : like(table.like(), table.includingDefaults());
      List<String> sql = new ArrayList<>();
      for (ColumnDefinition column : columns) {
        sql.add(column.sql(sequence(table, column)));
      }
      session.runAsWritten(create + " (" + String.join(", ", sql) + ")");
      for (ColumnDefinition column : columns) {
        comment(
            "COLUMN " + target(table) + "." + SqlText.name(column.name()),
            String.join("; ", described(column)));
      }
    }
    if (!table.attributes().isEmpty()) {
      comment("TABLE " + target(table), table.attributes().compact());
    }
  }

  /** Keeps what Redshift knows of a table. */
  void describe(TableName table, JsonObject attributes) throws SQLException {
    comment("TABLE " + table.sql(), attributes.compact());
  }

  /** What is kept of a table; empty if nothing is. */
  JsonObject attributes(TableName name) throws SQLException {
    SqlResult found =
        session.runAsWritten(
            "SELECT comment FROM duckdb_tables() WHERE database_name = %s AND schema_name = %s AND table_name = %s"
                .formatted(
                    SqlText.literal(database),
                    SqlText.literal(name.schema() == null ? "public" : name.schema()),
                    SqlText.literal(name.table())));
    return found.rows().isEmpty() || found.single() == null
        ? JsonObject.EMPTY
        : (JsonObject) Json.parse(String.valueOf(found.single()));
  }

  /** Adds a column to a table; its length is not enforced, as DuckDB adds no checks. */
  void add(TableName table, ColumnDefinition column) throws SQLException, WarehouseException {
    if (column.notNull() && column.defaultSql() == null) {
      throw new WarehouseException(
          "ALTER TABLE ADD COLUMN defined as NOT NULL must have a non-null default expression");
    }
    String name = SqlText.name(column.name());
    session.runAsWritten(
        "ALTER TABLE %s ADD COLUMN %s %s%s"
            .formatted(
                table.sql(),
                name,
                column.type().duckDb(),
                column.defaultSql() == null ? "" : " DEFAULT (" + column.defaultSql() + ")"));
    comment("COLUMN " + table.sql() + "." + name, String.join("; ", described(column)));
  }

  boolean exists(TableName name) throws SQLException {
    return exists(name, false);
  }

  /** The columns of another table; who counts its identities is not taken over. */
  private List<ColumnDefinition> like(TableName other, boolean withDefaults)
      throws SQLException, WarehouseException {
    return columns(other, withDefaults).stream().map(ColumnDefinition::withoutIdentity).toList();
  }

  private static List<String> described(ColumnDefinition column) {
    List<String> all = new ArrayList<>();
    all.add(column.type().name());
    all.addAll(column.attributes());
    return all;
  }

  private void comment(String what, String text) throws SQLException {
    session.runAsWritten("COMMENT ON " + what + " IS " + SqlText.literal(text));
  }

  private static String target(CreateTable table) {
    return table.temporary() ? "temp." + SqlText.name(table.name().table()) : table.name().sql();
  }

  private @Nullable String sequence(CreateTable table, ColumnDefinition column)
      throws SQLException {
    if (column.identity().isEmpty()) {
      return null;
    }
    String name = table.name().table() + "_" + column.name() + "_seq";
    session.runAsWritten(
        "CREATE SEQUENCE %s START %d INCREMENT %d"
            .formatted(SqlText.name(name), column.identity().get(0), column.identity().get(1)));
    return name;
  }

  private boolean exists(TableName name, boolean temporary) throws SQLException {
    return !described(name, temporary ? "temp" : database).isEmpty();
  }

  /** Refuses a table that is not there. */
  void require(TableName name) throws WarehouseException {
    try {
      columns(name, false);
    } catch (SQLException e) {
      throw WarehouseException.of(e);
    }
  }

  /** The columns of a table as they were declared; the session's own tables hide the others. */
  List<ColumnDefinition> columns(TableName name, boolean withDefaults)
      throws SQLException, WarehouseException {
    List<List<@Nullable Object>> rows = name.schema() == null ? described(name, "temp") : List.of();
    if (rows.isEmpty()) {
      rows = described(name, database);
    }
    if (rows.isEmpty()) {
      throw new WarehouseException("relation \"" + name.shown() + "\" does not exist");
    }
    List<ColumnDefinition> columns = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      String comment = row.get(4) == null ? "" : String.valueOf(row.get(4));
      columns.add(
          new ColumnDefinition(
              String.valueOf(row.get(0)),
              type(comment, String.valueOf(row.get(1))),
              Boolean.FALSE.equals(row.get(2)),
              withDefaults && row.get(3) != null ? String.valueOf(row.get(3)) : null,
              List.of(),
              attributes(comment)));
    }
    return columns;
  }

  private static List<String> attributes(String comment) {
    List<String> parts = List.of(comment.split("; "));
    return parts.subList(1, parts.size());
  }

  private static RedshiftType type(String comment, String duckDb) throws WarehouseException {
    String declared = comment.split("; ", 2)[0];
    return declared.isEmpty()
        ? RedshiftType.ofDuckDb(duckDb)
        : RedshiftType.parse(new Cursor(Lexer.tokens(declared)));
  }

  private List<List<@Nullable Object>> described(TableName name, String in) throws SQLException {
    String schema = in.equals("temp") ? "main" : name.schema() == null ? "public" : name.schema();
    SqlResult found =
        session.runAsWritten(
            ("SELECT column_name, data_type, is_nullable, column_default, comment"
                    + " FROM duckdb_columns() WHERE database_name = %s AND schema_name = %s"
                    + " AND table_name = %s ORDER BY column_index")
                .formatted(
                    SqlText.literal(in), SqlText.literal(schema), SqlText.literal(name.table())));
    return found.rows();
  }
}
