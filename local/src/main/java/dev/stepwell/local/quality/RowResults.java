package dev.stepwell.local.quality;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.glue.HiveTypes;
import dev.stepwell.local.glue.LakeTables;
import dev.stepwell.local.glue.Table;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.SqlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes row-level results: a Parquet file in S3, and the table of the catalog over its folder. */
final class RowResults {

  private final LakeTables tables;
  private final RunRequest.RowOptions options;

  RowResults(LakeTables tables, RunRequest.RowOptions options) {
    this.tables = tables;
    this.options = options;
  }

  /**
   * Writes the rows of one result.
   *
   * @param name the file's name without ending
   * @param verdicts the query of {@link RowVerdicts}
   */
  RowTotals write(Connection connection, String name, String verdicts) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      RowTotals totals = totals(statement, verdicts);
      publish(statement, name, verdicts);
      tables.catalog().putTable(table(statement, verdicts));
      return totals;
    } catch (ServiceException refused) {
      throw new SQLException(refused.reason(), refused);
    } catch (IOException failure) {
      throw new SQLException(
          "row-level results cannot be written to " + options.location() + ": " + failure, failure);
    }
  }

  private static RowTotals totals(Statement statement, String verdicts) throws SQLException {
    String sql =
        "select count(*), count(*) filter (where %s = 'Passed') from (%s)"
            .formatted(RowVerdicts.RESULT, verdicts);
    try (ResultSet counts = statement.executeQuery(sql)) {
      counts.next();
      return new RowTotals(counts.getLong(1), counts.getLong(2));
    }
  }

  private void publish(Statement statement, String name, String verdicts)
      throws SQLException, ServiceException, IOException {
    ObjectStore store = tables.store();
    String bucket = options.location().bucket();
    String key = options.location().prefix() + name + ".parquet";
    store.folder(bucket);
    Path upload = store.uploadBeside(store.path(bucket, key));
    try {
      String wanted =
          switch (options.type()) {
            case ALL -> "true";
            case PASSED_ONLY -> RowVerdicts.RESULT + " = 'Passed'";
            case FAILED_ONLY -> RowVerdicts.RESULT + " = 'Failed'";
          };
      statement.execute(
          "copy (select * from (%s) where %s%s) to %s (format parquet)"
              .formatted(
                  verdicts,
                  wanted,
                  options.most() == null ? "" : " limit " + options.most(),
                  SqlText.literal(upload.toString())));
      store.publish(bucket, key, upload);
    } finally {
      Files.deleteIfExists(upload);
    }
  }

  private Table table(Statement statement, String verdicts) throws SQLException {
    List<Json> columns = new ArrayList<>();
    try (ResultSet described = statement.executeQuery("describe " + verdicts)) {
      while (described.next()) {
        columns.add(
            JsonObject.of(
                "Name",
                Json.of(described.getString(1).toLowerCase(Locale.ROOT)),
                "Type",
                Json.of(HiveTypes.fromDuck(described.getString(2)))));
      }
    }
    JsonObject storage =
        JsonObject.builder()
            .put("Columns", columns.stream().collect(JsonArray.collector()))
            .put("Location", options.location().toString())
            .put("InputFormat", "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat")
            .put("OutputFormat", "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat")
            .put(
                "SerdeInfo",
                JsonObject.of(
                    "SerializationLibrary",
                    Json.of("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe")))
            .build();
    return new Table(
        options.database(),
        JsonObject.builder()
            .put("Name", options.table())
            .put("TableType", "EXTERNAL_TABLE")
            .put("StorageDescriptor", storage)
            .put("PartitionKeys", JsonArray.EMPTY)
            .put("Parameters", JsonObject.of("classification", Json.of("parquet")))
            .build());
  }
}
