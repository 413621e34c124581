package dev.stepwell.local.redshift;

import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** COPY from Parquet: columns by position, counts and types checked file by file. */
final class CopyParquet {

  private static final String MAGIC = "PAR1";

  /** A column of a file; nested ones have neither a type nor a length here. */
  private record FileColumn(String name, @Nullable String type) {}

  private final SqlSession session;
  private final CopyOptions options;
  private final List<S3Source.Item> items;
  private final List<ColumnDefinition> columns;

  /** Files whose name begins with a dot or an underscore hold no rows. */
  CopyParquet(
      SqlSession session,
      CopyOptions options,
      List<S3Source.Item> items,
      List<ColumnDefinition> columns) {
    this.session = session;
    this.options = options;
    this.items = items.stream().filter(CopyParquet::isData).toList();
    this.columns = columns;
  }

  private static boolean isData(S3Source.Item item) {
    String name = item.address().substring(item.address().lastIndexOf('/') + 1);
    return !name.isEmpty() && !name.startsWith(".") && !name.startsWith("_");
  }

  long load(TableName table) throws SQLException, WarehouseException {
    long loaded = 0;
    for (S3Source.Item item : items) {
      checkMagic(item);
    }
    for (Map.Entry<List<FileColumn>, List<S3Source.Item>> group : groups().entrySet()) {
      checkLengths(group.getKey(), group.getValue());
      String insert =
          "INSERT INTO %s (%s) SELECT %s FROM %s"
              .formatted(
                  table.sql(),
                  columns.stream()
                      .map(column -> SqlText.name(column.name()))
                      .collect(Collectors.joining(", ")),
                  values(group.getKey()),
                  rows(group.getKey().size(), group.getValue(), false));
      loaded += read(insert).changed();
    }
    return loaded;
  }

  /** Runs a statement that reads the files; its failures name them by their addresses. */
  private SqlResult read(String sql) throws SQLException {
    try {
      return session.runAsWritten(sql);
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage());
      for (S3Source.Item item : items) {
        message = message.replace(item.file().toString(), item.address());
      }
      throw new SQLException(message, e);
    }
  }

  /** Refuses what is no whole Parquet file: it begins and ends with a mark. */
  private static void checkMagic(S3Source.Item item) throws WarehouseException {
    byte[] marks = new byte[2 * MAGIC.length()];
    try (RandomAccessFile file = new RandomAccessFile(item.file().toFile(), "r")) {
      if (file.length() >= marks.length) {
        file.readFully(marks, 0, MAGIC.length());
        file.seek(file.length() - MAGIC.length());
        file.readFully(marks, MAGIC.length(), MAGIC.length());
      }
    } catch (IOException e) {
      throw new WarehouseException(
          "File %s cannot be read: %s".formatted(item.address(), e.getMessage()));
    }
    if (!new String(marks, StandardCharsets.US_ASCII).equals(MAGIC + MAGIC)) {
      throw new WarehouseException(
          "Spectrum Scan Error\n  Detail: File '%s' has an invalid version number; it is no whole Parquet file"
              .formatted(item.address()));
    }
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
  private static String rows(int count, List<S3Source.Item> alike, boolean withFile) {
    String names =
        IntStream.range(0, count).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    return "read_parquet(%s, hive_partitioning = false%s) AS t(%s%s)"
        .formatted(
            files(alike), withFile ? ", filename = true" : "", names, withFile ? ", filename" : "");
  }

  /** The table's columns from a file's; those that FILLRECORD lets be missing are NULL. */
  private String values(List<FileColumn> found) {
    return IntStream.range(0, columns.size())
        .mapToObj(
            i ->
                i >= found.size()
                    ? "NULL"
                    : found.get(i).type() == null ? "to_json(t.c" + i + ")" : "t.c" + i)
        .collect(Collectors.joining(", "));
  }

  /** The files, checked, and parted by their columns, which DuckDB would compare. */
  private Map<List<FileColumn>, List<S3Source.Item>> groups()
      throws SQLException, WarehouseException {
    Map<List<FileColumn>, List<S3Source.Item>> alike = new LinkedHashMap<>();
    if (items.isEmpty()) {
      return alike;
    }
    // A nested column comes before what is in it, and counts what is in it.
    SqlResult schema =
        read(
            "SELECT file_name, name, duckdb_type, num_children FROM parquet_schema("
                + files(items)
                + ") WHERE column_id > 0 ORDER BY file_name, column_id");
    Map<String, List<List<?>>> byFile = new LinkedHashMap<>();
    for (List<?> row : schema.rows()) {
      byFile.computeIfAbsent(String.valueOf(row.get(0)), file -> new ArrayList<>()).add(row);
    }
    for (S3Source.Item item : items) {
      List<FileColumn> found = topLevel(byFile.getOrDefault(item.file().toString(), List.of()));
      check(item, found);
      alike.computeIfAbsent(found, same -> new ArrayList<>()).add(item);
    }
    return alike;
  }

  private static List<FileColumn> topLevel(List<List<?>> rows) {
    List<FileColumn> columns = new ArrayList<>();
    long inside = 0;
    for (List<?> row : rows) {
      long children = row.get(3) instanceof Number count ? count.longValue() : 0;
      if (inside == 0) {
        columns.add(
            new FileColumn(
                String.valueOf(row.get(1)), children > 0 ? null : String.valueOf(row.get(2))));
      } else {
        inside--;
      }
      inside += children;
    }
    return columns;
  }

  private void check(S3Source.Item item, List<FileColumn> found) throws WarehouseException {
    boolean fills = options.has("fillrecord") && found.size() < columns.size();
    if (found.size() != columns.size() && !fills) {
      throw new WarehouseException(
          "Unmatched number of columns between table and file. Table columns: %d, Data columns: %d, File name: %s"
              .formatted(columns.size(), found.size(), item.address()));
    }
    for (int i = 0; i < found.size(); i++) {
      String type = found.get(i).type();
      RedshiftType column = columns.get(i).type();
      if (type == null && !(column.name().equals("super") && options.has("serializetojson"))) {
        throw new WarehouseException(
            "Spectrum Scan Error\n  Detail: File '%s' has nested data in column '%s'; load it into a SUPER column with FORMAT PARQUET SERIALIZETOJSON"
                .formatted(item.address(), columns.get(i).name()));
      }
      if (type != null && !fits(type, column)) {
        throw new WarehouseException(
            "Spectrum Scan Error\n  Detail: File '%s' has an incompatible Parquet schema for column '%s'. Column type: %s, Parquet schema: %s %s"
                .formatted(
                    item.address(),
                    columns.get(i).name(),
                    column.name().toUpperCase(Locale.ROOT),
                    type.toLowerCase(Locale.ROOT),
                    found.get(i).name()));
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

  private void checkLengths(List<FileColumn> found, List<S3Source.Item> alike)
      throws SQLException, WarehouseException {
    List<String> tooLong = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      int most = columns.get(i).type().maxBytes();
      if (most > 0) {
        String length =
            ("BLOB".equals(found.get(i).type()) ? "octet_length" : "strlen") + "(t.c" + i + ")";
        tooLong.add(
            "SELECT %d, %s, filename FROM %s WHERE %s > %d"
                .formatted(i, length, rows(found.size(), alike, true), length, most));
      }
    }
    if (tooLong.isEmpty()) {
      return;
    }
    SqlResult longer = read(String.join(" UNION ALL ", tooLong) + " LIMIT 1");
    for (List<?> row : longer.rows()) {
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
