package dev.stepwell.local.redshift;

import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlText;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The system table {@code sys_load_error_detail}. Errors are written by a session of their own, so
 * that they stay when the load is rolled back.
 */
final class LoadErrors {

  static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS %s.sys.sys_load_error_detail(
        query_id BIGINT, start_time TIMESTAMP, file_name VARCHAR, line_number BIGINT,
        column_name VARCHAR, column_type VARCHAR, column_length INTEGER, position INTEGER,
        error_code INTEGER, error_message VARCHAR)""";

  private final Warehouse warehouse;

  LoadErrors(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  void add(long queryId, Instant now, List<LoadError> errors) {
    LocalDateTime time = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
    String rows =
        errors.stream()
            .map(
                error ->
                    "(%d, TIMESTAMP '%s', %s, %d, %s, %s, %d, %d, %d, %s)"
                        .formatted(
                            queryId,
                            time,
                            SqlText.literal(error.file()),
                            error.line(),
                            SqlText.literal(error.column()),
                            SqlText.literal(error.type()),
                            error.length(),
                            error.position(),
                            error.code(),
                            SqlText.literal(error.message())))
            .collect(Collectors.joining(", "));
    try (SqlSession session = warehouse.open()) {
      session.runAsWritten("INSERT INTO sys_load_error_detail VALUES " + rows);
    } catch (SQLException e) {
      throw new IllegalStateException("Load errors cannot be written to the warehouse", e);
    }
  }

  static long lastQueryId(SqlSession session) throws SQLException {
    SqlResult last =
        session.runAsWritten("SELECT coalesce(max(query_id), 0) FROM sys_load_error_detail");
    return last.single() instanceof Number number ? number.longValue() : 0;
  }
}
