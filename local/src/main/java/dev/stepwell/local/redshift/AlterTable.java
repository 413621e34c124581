package dev.stepwell.local.redshift;

import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code ALTER TABLE}, where Redshift's differs from DuckDB's. */
final class AlterTable {

  private final List<Token> tokens;
  private final TableName table;
  private final Cursor cursor;

  private AlterTable(List<Token> tokens, TableName table, Cursor cursor) {
    this.tokens = tokens;
    this.table = table;
    this.cursor = cursor;
  }

  /** Whether the tokens are such a statement. */
  static boolean starts(List<Token> tokens) {
    return new Cursor(tokens).take("alter", "table");
  }

  static AlterTable parse(List<Token> tokens) throws WarehouseException {
    Cursor cursor = new Cursor(tokens);
    cursor.expect("alter");
    cursor.expect("table");
    return new AlterTable(tokens, cursor.table(), cursor);
  }

  /** Whether it is the form that moves rows and cannot be undone. */
  boolean appends() {
    return cursor.sees("append");
  }

  /** Does it; gives how many rows were moved. */
  long run(SqlSession session, TableMaker tables, Dialect dialect)
      throws SQLException, WarehouseException {
    List<ColumnDefinition> columns = tables.columns(table, true);
    if (cursor.take("append", "from")) {
      return append(session, tables, columns);
    }
    if (cursor.take("add", "constraint")
        || cursor.take("add", "primary")
        || cursor.take("add", "unique")
        || cursor.take("add", "foreign")
        || cursor.take("drop", "constraint")
        || cursor.take("owner", "to")
        || cursor.take("alter", "distkey")
        || cursor.take("alter", "diststyle")
        || cursor.take("alter", "sortkey")
        || cursor.take("alter", "compound", "sortkey")
        || cursor.take("alter", "encode")) {
      return 0;
    }
    if (cursor.take("alter")) {
      alterColumn();
    } else if (cursor.take("add")) {
      cursor.take("column");
      tables.add(table, ColumnDefinition.parse(cursor.rest(), dialect));
    } else if (cursor.sees("rename") || cursor.sees("drop")) {
      session.runAsWritten(dialect.sql(tokens));
    } else {
      throw cursor.unexpected();
    }
    return 0;
  }

  /** The encoding of a column changes nothing here; its type cannot be changed. */
  private void alterColumn() throws WarehouseException {
    cursor.take("column");
    cursor.name();
    if (!cursor.take("encode")) {
      throw new WarehouseException(
          "ALTER COLUMN .. %s is not supported by the local warehouse"
              .formatted(cursor.next().text().toUpperCase(Locale.ROOT)));
    }
  }

  private long append(SqlSession session, TableMaker tables, List<ColumnDefinition> columns)
      throws SQLException, WarehouseException {
    TableName source = cursor.table();
    boolean ignoreExtra = cursor.take("ignoreextra");
    boolean fillTarget = cursor.take("filltarget");
    cursor.expectEnd();
    List<ColumnDefinition> given = tables.columns(source, true);
    List<String> common = new ArrayList<>();
    for (ColumnDefinition column : columns) {
      ColumnDefinition other =
          given.stream().filter(each -> each.name().equals(column.name())).findFirst().orElse(null);
      if (other != null && !other.type().equals(column.type())) {
        throw new WarehouseException(
            "ALTER TABLE APPEND needs columns of the same types; column %s is %s in the target and %s in the source"
                .formatted(column.name(), column.type().name(), other.type().name()));
      }
      if (other != null) {
        common.add(column.name());
      } else if (!fillTarget) {
        throw new WarehouseException(
            "ALTER TABLE APPEND: the source has no column %s; use FILLTARGET to fill it with its default"
                .formatted(column.name()));
      }
    }
    if (common.size() < given.size() && !ignoreExtra) {
      throw new WarehouseException(
          "ALTER TABLE APPEND: the source has columns that the target has not; use IGNOREEXTRA to drop them");
    }
    String names = common.stream().map(SqlText::name).collect(Collectors.joining(", "));
    long moved =
        session
            .runAsWritten(
                "INSERT INTO %s (%s) SELECT %s FROM %s"
                    .formatted(table.sql(), names, names, source.sql()))
            .changed();
    session.runAsWritten("DELETE FROM " + source.sql());
    return moved;
  }
}
