package dev.stepwell.local.redshift;

import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.sql.SqlSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** {@code COPY}: appends what files hold to a table. */
final class Copy {

  private final TableName table;
  private final List<String> columnNames;
  private final String source;
  private final CopyOptions options;

  private Copy(TableName table, List<String> columnNames, String source, CopyOptions options) {
    this.table = table;
    this.columnNames = columnNames;
    this.source = source;
    this.options = options;
  }

  static Copy parse(List<Token> tokens) throws WarehouseException {
    Cursor cursor = new Cursor(tokens);
    cursor.expect("copy");
    TableName table = cursor.table();
    List<String> columns = cursor.sees("(") ? cursor.names() : List.of();
    cursor.expect("from");
    return new Copy(table, columns, cursor.text(), CopyOptions.parse(cursor));
  }

  /** The role that the statement names, for the warehouse to check. */
  String role() {
    return options.role();
  }

  /**
   * Loads.
   *
   * @param reject takes the errors, whether or not the load goes on in spite of them
   * @return how many rows were loaded
   */
  long load(
      SqlSession session, TableMaker tables, ObjectStore store, Consumer<List<LoadError>> reject)
      throws SQLException, WarehouseException {
    List<ColumnDefinition> columns = columns(tables.columns(table, false));
    List<S3Source.Item> items = S3Source.items(store, source, options.has("manifest"));
    if (options.format() == CopyOptions.Format.PARQUET) {
      return new CopyParquet(session, items, columns).load(table);
    }
    CopyText text = new CopyText(session, options, items, columns);
    text.stage();
    List<LoadError> errors = text.errors();
    if (!errors.isEmpty()) {
      reject.accept(errors);
      if (text.failedLines() >= Math.max(1, options.number("maxerror"))) {
        throw new WarehouseException(
            "Load into table '%s' failed. Check 'sys_load_error_detail' system table for details.\n  Detail: %s"
                .formatted(table.table(), errors.get(0).shown()));
      }
    }
    long loaded = text.insert(table);
    text.drop();
    return loaded;
  }

  private List<ColumnDefinition> columns(List<ColumnDefinition> all) throws WarehouseException {
    if (columnNames.isEmpty()) {
      return all;
    }
    List<ColumnDefinition> chosen = new ArrayList<>();
    for (String name : columnNames) {
      chosen.add(
          all.stream()
              .filter(column -> column.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new WarehouseException(
                          "column \"%s\" of relation \"%s\" does not exist"
                              .formatted(name, table.shown()))));
    }
    return chosen;
  }
}
