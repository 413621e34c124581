package dev.stepwell.local.redshift;

import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlText;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The system table {@code sys_load_history}: a row for each COPY, also for one that failed or was
 * rolled back. It is written by a session of its own.
 */
final class LoadHistory {

  static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS %s.sys.sys_load_history(
        query_id BIGINT, status VARCHAR, database_name VARCHAR, table_name VARCHAR,
        start_time TIMESTAMP, end_time TIMESTAMP, data_source VARCHAR, file_format VARCHAR,
        loaded_rows BIGINT, source_file_count BIGINT, source_file_bytes BIGINT,
        error_count BIGINT)""";

  /** What a COPY has come to. For one thread. */
  static final class Progress {

    private int files;
    private long bytes;
    private long errors;

    void reads(List<S3Source.Item> items) {
      files = items.size();
      bytes = items.stream().mapToLong(S3Source.Item::size).sum();
    }

    void fails(long lines) {
      errors = lines;
    }
  }

  private final Warehouse warehouse;

  LoadHistory(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * Adds a row.
   *
   * @param loaded how many rows were loaded; negative if the load failed
   */
  void add(long queryId, Copy copy, Instant start, Instant end, Progress progress, long loaded) {
    String row =
        "(%d, %s, %s, %s, TIMESTAMP '%s', TIMESTAMP '%s', %s, %s, %d, %d, %d, %d)"
            .formatted(
                queryId,
                SqlText.literal(loaded < 0 ? "aborted" : "completed"),
                SqlText.literal(warehouse.database()),
                SqlText.literal(copy.table().table()),
                LocalDateTime.ofInstant(start, ZoneOffset.UTC),
                LocalDateTime.ofInstant(end, ZoneOffset.UTC),
                SqlText.literal(copy.source()),
                SqlText.literal(copy.format()),
                Math.max(0, loaded),
                progress.files,
                progress.bytes,
                progress.errors);
    try (SqlSession session = warehouse.open()) {
      session.runAsWritten("INSERT INTO sys_load_history VALUES " + row);
    } catch (SQLException e) {
      throw new IllegalStateException("The load history cannot be written to the warehouse", e);
    }
  }
}
