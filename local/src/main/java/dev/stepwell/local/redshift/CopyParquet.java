package dev.stepwell.local.redshift;

import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** COPY from Parquet: columns by position, counts and types checked file by file. */
final class CopyParquet {

  private final SqlSession session;
  private final List<S3Source.Item> items;
  private final List<ColumnDefinition> columns;

  /** Files whose name begins with a dot or an underscore hold no rows. */
  CopyParquet(SqlSession session, List<S3Source.Item> items, List<ColumnDefinition> columns) {
    this.session = session;
    this.items = items.stream().filter(CopyParquet::isData).toList();
    this.columns = columns;
  }

  private static boolean isData(S3Source.Item item) {
    String name = item.address().substring(item.address().lastIndexOf('/') + 1);
    return !name.isEmpty() && !name.startsWith(".") && !name.startsWith("_");
  }

  long load(TableName table) throws SQLException, WarehouseException {
    if (items.isEmpty()) {
      return 0;
    }
    String names =
        columns.stream()
            .map(column -> SqlText.name(column.name()))
            .collect(Collectors.joining(", "));
    long loaded = 0;
    for (List<S3Source.Item> alike : groups()) {
      checkLengths(alike);
      loaded +=
          session
              .runAsWritten(
                  "INSERT INTO %s (%s) SELECT %s FROM %s"
                      .formatted(table.sql(), names, positions(), rows(alike, false)))
              .changed();
    }
    return loaded;
  }

  private static String files(List<S3Source.Item> items) {
    return items.stream()
        .map(item -> SqlText.literal(withoutPattern(item.file().toString())))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** DuckDB takes file names for patterns. */
  private static String withoutPattern(String file) {
    return file.replace("[", "[[]").replace("*", "[*]").replace("?", "[?]");
  }

  /** The rows of files; the columns are named by their position. */
  private String rows(List<S3Source.Item> alike, boolean withFile) {
    String names =
        IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    return "read_parquet(%s, hive_partitioning = false%s) AS t(%s%s)"
        .formatted(
            files(alike), withFile ? ", filename = true" : "", names, withFile ? ", filename" : "");
  }

  private String positions() {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> "t.c" + i)
        .collect(Collectors.joining(", "));
  }

  /** The files, checked, and parted by the names of their columns, which DuckDB would compare. */
  private Collection<List<S3Source.Item>> groups() throws SQLException, WarehouseException {
    SqlResult schema =
        session.runAsWritten(
            "SELECT file_name, name, duckdb_type, num_children FROM parquet_schema("
                + files(items)
                + ") WHERE column_id > 0 ORDER BY file_name, column_id");
    Map<String, List<List<?>>> byFile = new LinkedHashMap<>();
    for (List<?> row : schema.rows()) {
      byFile.computeIfAbsent(String.valueOf(row.get(0)), file -> new ArrayList<>()).add(row);
    }
    Map<List<?>, List<S3Source.Item>> alike = new LinkedHashMap<>();
    for (S3Source.Item item : items) {
      List<List<?>> found = byFile.getOrDefault(item.file().toString(), List.of());
      check(item, found);
      List<String> names = found.stream().map(row -> String.valueOf(row.get(1))).toList();
      alike.computeIfAbsent(names, same -> new ArrayList<>()).add(item);
    }
    return alike.values();
  }

  private void check(S3Source.Item item, List<List<?>> found) throws WarehouseException {
    if (found.stream().anyMatch(row -> row.get(3) != null)) {
      throw new WarehouseException(
          "COPY of nested columns is not supported by the local warehouse\n  Detail: File "
              + item.address());
    }
    if (found.size() != columns.size()) {
      throw new WarehouseException(
          "Unmatched number of columns between table and file. Table columns: %d, Data columns: %d, File name: %s"
              .formatted(columns.size(), found.size(), item.address()));
    }
    for (int i = 0; i < columns.size(); i++) {
      String type = String.valueOf(found.get(i).get(2));
      if (!fits(type, columns.get(i).type())) {
        throw new WarehouseException(
            "Spectrum Scan Error\n  Detail: File '%s' has an incompatible Parquet schema for column '%s'. Column type: %s, Parquet schema: %s %s"
                .formatted(
                    item.address(),
                    columns.get(i).name(),
                    columns.get(i).type().name().toUpperCase(Locale.ROOT),
                    type.toLowerCase(Locale.ROOT),
                    found.get(i).get(1)));
      }
    }
  }

  /** Redshift converts nothing here; it only widens whole numbers. */
  private static boolean fits(String file, RedshiftType type) {
    List<String> fitting =
        switch (type.name().replaceFirst("\\(.*", "")) {
          case "smallint", "integer" -> List.of("TINYINT", "SMALLINT", "INTEGER");
          case "bigint" -> List.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT");
          case "character", "character varying" -> List.of("VARCHAR", "BLOB", "ENUM", "JSON");
          case "timestamp", "timestamp with time zone" ->
              List.of(
                  "TIMESTAMP",
                  "TIMESTAMP WITH TIME ZONE",
                  "TIMESTAMP_NS",
                  "TIMESTAMP_MS",
                  "TIMESTAMP_S");
          case "numeric" -> List.of("DECIMAL");
          default -> List.of(type.duckDb());
        };
    return fitting.contains(file.replaceFirst("\\(.*", ""));
  }

  private void checkLengths(List<S3Source.Item> alike) throws SQLException, WarehouseException {
    List<String> tooLong = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int most = columns.get(i).type().maxBytes();
      if (most > 0) {
        tooLong.add(
            "SELECT %d, strlen(t.c%d), filename FROM %s WHERE strlen(t.c%d) > %d"
                .formatted(i, i, rows(alike, true), i, most));
      }
    }
    if (tooLong.isEmpty()) {
      return;
    }
    SqlResult found = session.runAsWritten(String.join(" UNION ALL ", tooLong) + " LIMIT 1");
    for (List<?> row : found.rows()) {
      ColumnDefinition column = columns.get(((Number) row.get(0)).intValue());
      String address =
          items.stream()
              .filter(item -> item.file().toString().equals(row.get(2)))
              .map(S3Source.Item::address)
              .findFirst()
              .orElse("");
      throw new WarehouseException(
          "The length of the data column %s is longer than the length defined in the table. Table: %d, Data: %s, File name: %s"
              .formatted(column.name(), column.type().maxBytes(), row.get(1), address));
    }
  }
}
