package dev.stepwell.local.redshift;

import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.SqlSession;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

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

  /** The roles that the statement names, for the warehouse to check. */
  String role() {
    return options.role();
  }

  TableName table() {
    return table;
  }

  String source() {
    return source;
  }

  /** The format as the system tables name it. */
  String format() {
    return options.format().name().toLowerCase(Locale.ROOT);
  }

  /**
   * Loads.
   *
   * @param progress is told of what is read
   * @param reject takes the errors, whether or not the load goes on in spite of them
   * @return how many rows were loaded
   */
  long load(
      SqlSession session,
      TableMaker tables,
      ObjectStore store,
      LoadHistory.Progress progress,
      Consumer<List<LoadError>> reject)
      throws SQLException, WarehouseException {
    List<ColumnDefinition> columns = columns(tables.columns(table, true));
    boolean parquet = options.format() == CopyOptions.Format.PARQUET;
    List<S3Source.Item> items = S3Source.items(store, source, options.has("manifest"), parquet);
    progress.reads(items);
    if (parquet) {
      return new CopyParquet(session, options, items, columns).load(table);
    }
    CopyText text = new CopyText(session, options, items, columns, opening(columns, store));
    text.stage();
    List<LoadError> errors = text.errors();
    if (!errors.isEmpty()) {
      reject.accept(errors);
      long failed = text.failedLines();
      progress.fails(failed);
      if (failed >= options.mostErrors()) {
        throw new WarehouseException(
            "Load into table '%s' failed. Check 'sys_load_error_detail' system table for details.\n  Detail: %s"
                .formatted(table.table(), errors.get(0).shown()));
      }
    }
    long loaded = options.has("noload") ? 0 : text.insert(table);
    text.drop();
    return loaded;
  }

  private CopyText.Opening opening(List<ColumnDefinition> columns, ObjectStore store)
      throws WarehouseException {
    switch (options.format()) {
      case FIXEDWIDTH -> {
        List<Integer> widths = FixedWidthRecords.widths(String.valueOf(options.text("fixedwidth")));
        return in -> new FixedWidthRecords(in, widths, options.nullAs());
      }
      case JSON -> {
        String how = String.valueOf(options.text("json"));
        JsonRecords.Mapping mapping = mapping(how, columns, store);
        boolean anyValue = !how.toLowerCase(Locale.ROOT).startsWith("auto");
        return in -> new JsonRecords(in, mapping, anyValue);
      }
      default -> {
        TextRecords.Style style = options.style();
        return in -> new TextRecords(in, style);
      }
    }
  }

  private static JsonRecords.Mapping mapping(
      String how, List<ColumnDefinition> columns, ObjectStore store) throws WarehouseException {
    switch (how.toLowerCase(Locale.ROOT)) {
      case "auto", "auto ignorecase" -> {
        List<String> names = columns.stream().map(ColumnDefinition::name).toList();
        return JsonRecords.byName(names, how.length() > "auto".length());
      }
      case "noshred" -> {
        if (columns.size() != 1 || !columns.get(0).type().name().equals("super")) {
          throw new WarehouseException(
              "COPY .. JSON 'noshred' needs a table or column list of one SUPER column, not of %d columns"
                  .formatted(columns.size()));
        }
        return value -> List.of(value);
      }
      default -> {
        Matcher address = S3Source.address(how);
        try {
          byte[] file = store.get(address.group(1), address.group(2));
          return JsonPaths.parse(new String(file, StandardCharsets.UTF_8), columns.size());
        } catch (ServiceException e) {
          throw S3Source.failure(e);
        }
      }
    }
  }

  /** The columns that are loaded: those that are named, or all but the identity. */
  private List<ColumnDefinition> columns(List<ColumnDefinition> all) throws WarehouseException {
    if (columnNames.isEmpty()) {
      return options.has("explicit_ids")
          ? all
          : all.stream().filter(column -> !column.isIdentity()).toList();
    }
    List<ColumnDefinition> chosen = new ArrayList<>();
    for (String name : columnNames) {
      ColumnDefinition column = find(all, name);
      if (column == null) {
        throw new WarehouseException(
            "column \"%s\" of relation \"%s\" does not exist".formatted(name, table.shown()));
      }
      if (column.isIdentity() && !options.has("explicit_ids")) {
        throw new WarehouseException(
            "cannot set an identity column to a value\n  Hint: leave column %s out or use EXPLICIT_IDS"
                .formatted(name));
      }
      if (chosen.contains(column)) {
        throw new WarehouseException("column \"" + name + "\" specified more than once");
      }
      chosen.add(column);
    }
    return chosen;
  }

  private static @Nullable ColumnDefinition find(List<ColumnDefinition> all, String name) {
    return all.stream().filter(column -> column.name().equals(name)).findFirst().orElse(null);
  }
}
