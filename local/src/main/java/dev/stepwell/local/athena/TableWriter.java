package dev.stepwell.local.athena;

import static dev.stepwell.local.sql.SqlText.literal;
import static dev.stepwell.local.sql.SqlText.name;
import static java.util.Objects.requireNonNull;

import dev.stepwell.local.glue.Column;
import dev.stepwell.local.glue.HiveTypes;
import dev.stepwell.local.glue.Partition;
import dev.stepwell.local.s3.DataFiles;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.s3.S3Object;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * Writes the rows of the session's table {@code result} as the files of a table. All files are
 * written beside before the first is shown; if one cannot be shown, the others are taken back. The
 * names of the files begin with the query's id, so a query that is run once more replaces its own
 * files and no others.
 */
final class TableWriter {

  /** Athena writes to at most so many partitions in one query. */
  private static final int PARTITIONS = 100;

  private final SqlSession session;
  private final ObjectStore store;
  private final String queryId;

  TableWriter(SqlSession session, ObjectStore store, String queryId) {
    this.session = session;
    this.store = store;
    this.queryId = queryId;
  }

  /**
   * How files are written.
   *
   * @param storage the format
   * @param compression DuckDB's name of the compression
   * @param delimiter what separates the fields of a text file
   */
  record Format(Storage storage, String compression, String delimiter) {

    private String copyOptions() {
      return switch (storage) {
        case PARQUET -> "FORMAT parquet, COMPRESSION " + literal(compression);
        case JSON -> "FORMAT json, COMPRESSION " + literal(compression);
        case TEXT ->
            "FORMAT csv, HEADER false, NULLSTR '\\N', DELIMITER "
                + literal(delimiter)
                + ", COMPRESSION "
                + literal(compression);
      };
    }

    private String suffix() {
      return storage == Storage.PARQUET ? ".parquet" : compression.equals("gzip") ? ".gz" : "";
    }

    /** The format of properties as CTAS and UNLOAD have them. */
    static Format of(Map<String, String> properties) throws QueryFailedException {
      try {
        Storage storage = Storage.named(properties.getOrDefault("format", "PARQUET"));
        String otherwise = storage == Storage.PARQUET ? "SNAPPY" : "GZIP";
        String named =
            properties.getOrDefault(
                "write_compression",
                properties.getOrDefault(
                    "compression", properties.getOrDefault("parquet_compression", otherwise)));
        String compression =
            switch (named.toUpperCase(Locale.ROOT)) {
              case "SNAPPY" -> storage == Storage.PARQUET ? "snappy" : "";
              case "GZIP" -> "gzip";
              case "NONE" -> storage == Storage.PARQUET ? "uncompressed" : "none";
              case "ZSTD" -> storage == Storage.PARQUET ? "zstd" : "";
              default -> "";
            };
        if (compression.isEmpty()) {
          throw unsupported("the compression " + named + " of " + storage + " files");
        }
        return new Format(
            storage, compression, properties.getOrDefault("field_delimiter", "\u0001"));
      } catch (SyntaxException unknown) {
        throw QueryFailedException.user(
            "NOT_SUPPORTED", String.valueOf(unknown.getMessage()), unknown);
      }
    }
  }

  static QueryFailedException unsupported(String what) {
    return QueryFailedException.user("NOT_SUPPORTED", what + " is not supported here");
  }

  /** The columns of {@code result}, with Hive's types. */
  List<Column> columns() throws SQLException {
    List<Column> columns = new ArrayList<>();
    for (var row : session.runAsWritten("DESCRIBE result").rows()) {
      String duck = String.valueOf(row.get(1));
      // The sum of integers, which Trino calls a bigint.
      String type = duck.equals("HUGEINT") ? "bigint" : HiveTypes.fromDuck(duck);
      columns.add(new Column(String.valueOf(row.get(0)).toLowerCase(Locale.ROOT), type));
    }
    return columns;
  }

  long count() throws SQLException {
    Object count = session.runAsWritten("SELECT count(*) FROM result").single();
    return ((Number) requireNonNull(count)).longValue();
  }

  /** One written file: the values of its partition, and the address of its folder. */
  record Written(List<String> values, String folder) {}

  /** Where the files of a partition go. */
  @FunctionalInterface
  interface Folders {
    /** The address of the folder of these values, or that of the table for no values. */
    String of(List<String> values) throws ServiceException;
  }

  private record Ready(Written written, Path file, String key) {}

  /**
   * Writes the rows.
   *
   * @param columns those that are in the files, with the types that these have
   * @param keys the partition keys, which are columns of {@code result}
   */
  List<Written> write(List<Column> columns, List<String> keys, Folders folders, Format format)
      throws QueryFailedException, SQLException, ServiceException {
    Path beside = null;
    try {
      beside = Files.createTempDirectory("athena-");
      List<Ready> ready = new ArrayList<>();
      for (List<String> values : partitions(keys)) {
        Path file = beside.resolve(Integer.toString(ready.size()));
        String rows = "SELECT " + list(columns) + " FROM result" + where(keys, values);
        session.runAsWritten(
            "COPY ("
                + rows
                + ") TO "
                + literal(file.toString())
                + " ("
                + format.copyOptions()
                + ")");
        String key = queryId + "_" + ready.size() + format.suffix();
        ready.add(new Ready(new Written(values, folders.of(values)), file, key));
      }
      publish(ready);
      return ready.stream().map(Ready::written).toList();
    } catch (IOException failure) {
      throw QueryFailedException.system("The files cannot be written: " + failure, failure);
    } finally {
      if (beside != null) {
        delete(beside);
      }
    }
  }

  private List<List<String>> partitions(List<String> keys)
      throws SQLException, QueryFailedException {
    if (count() == 0) {
      return List.of();
    }
    if (keys.isEmpty()) {
      return List.of(List.of());
    }
    StringJoiner names = new StringJoiner(", ");
    keys.forEach(key -> names.add("CAST(" + name(key) + " AS VARCHAR)"));
    SqlResult distinct =
        session.runAsWritten("SELECT DISTINCT " + names + " FROM result ORDER BY ALL");
    if (distinct.rows().size() > PARTITIONS) {
      throw QueryFailedException.user(
          "HIVE_TOO_MANY_OPEN_PARTITIONS",
          "Exceeded limit of "
              + PARTITIONS
              + " open writers for partitions/buckets: the rows have "
              + distinct.rows().size()
              + " partitions");
    }
    List<List<String>> all = new ArrayList<>();
    for (var row : distinct.rows()) {
      List<String> values = new ArrayList<>();
      row.forEach(value -> values.add(value == null ? Partition.NULL : String.valueOf(value)));
      all.add(values);
    }
    return all;
  }

  private static String list(List<Column> columns) {
    StringJoiner list = new StringJoiner(", ");
    for (Column column : columns) {
      list.add(
          "CAST("
              + name(column.name())
              + " AS "
              + HiveTypes.toDuck(column.type())
              + ") AS "
              + name(column.name()));
    }
    return list.toString();
  }

  private static String where(List<String> keys, List<String> values) {
    StringJoiner conditions = new StringJoiner(" AND ");
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      conditions.add(
          Partition.NULL.equals(value)
              ? name(keys.get(i)) + " IS NULL"
              : "CAST(" + name(keys.get(i)) + " AS VARCHAR) = " + literal(value));
    }
    return values.isEmpty() ? "" : " WHERE " + conditions;
  }

  private void publish(List<Ready> all) throws ServiceException, IOException {
    List<Ready> done = new ArrayList<>();
    boolean complete = false;
    try {
      for (Ready each : all) {
        DataFiles.Address folder = DataFiles.Address.of(each.written.folder).folder();
        try (InputStream content = Files.newInputStream(each.file)) {
          store.put(folder.bucket(), folder.prefix() + each.key, content);
        }
        done.add(each);
      }
      complete = true;
    } finally {
      if (!complete) {
        for (Ready each : done) {
          DataFiles.Address folder = DataFiles.Address.of(each.written.folder).folder();
          store.delete(folder.bucket(), folder.prefix() + each.key);
        }
      }
    }
  }

  /** Removes what this query wrote below an address when it ran before. */
  void removeOwn(String location) throws ServiceException {
    DataFiles.Address folder = DataFiles.Address.of(location).folder();
    for (S3Object object : store.list(folder.bucket(), folder.prefix())) {
      String key = object.key();
      if (key.substring(key.lastIndexOf('/') + 1).startsWith(queryId + "_")) {
        store.delete(folder.bucket(), key);
      }
    }
  }

  private static void delete(Path folder) throws QueryFailedException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException failure) {
      throw QueryFailedException.system(
          "What was written beside cannot be removed: " + failure, failure);
    }
  }
}
