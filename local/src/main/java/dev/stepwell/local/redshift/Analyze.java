package dev.stepwell.local.redshift;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ANALYZE}, read.
 *
 * @param table the table; null for all
 * @param columns the columns that are named; none for all
 */
record Analyze(@Nullable TableName table, List<String> columns) {

  static Analyze parse(List<Token> tokens) throws WarehouseException {
    Cursor cursor = new Cursor(tokens);
    cursor.next();
    if (cursor.sees("compression")) {
      throw new WarehouseException(
          "ANALYZE COMPRESSION is not supported by the local warehouse; DuckDB encodes by itself");
    }
    cursor.take("verbose");
    if (cursor.atEnd() || predicates(cursor)) {
      cursor.expectEnd();
      return new Analyze(null, List.of());
    }
    TableName table = cursor.table();
    List<String> columns = cursor.sees("(") ? cursor.names() : List.of();
    if (columns.isEmpty()) {
      predicates(cursor);
    }
    cursor.expectEnd();
    return new Analyze(table, columns);
  }

  private static boolean predicates(Cursor cursor) {
    return cursor.take("predicate", "columns") || cursor.take("all", "columns");
  }

  /** Refuses columns that the table does not have. */
  void check(List<ColumnDefinition> existing) throws WarehouseException {
    for (String column : columns) {
      if (existing.stream().noneMatch(each -> each.name().equals(column))) {
        throw new WarehouseException(
            "column \"%s\" of relation \"%s\" does not exist"
                .formatted(column, table == null ? "" : table.shown()));
      }
    }
  }
}
