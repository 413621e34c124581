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

  /** The same errors under the name and the columns that provisioned clusters have them. */
  static final String VIEW =
      """
      CREATE VIEW IF NOT EXISTS %1$s.sys.stl_load_errors AS
      SELECT query_id AS query, start_time AS starttime, file_name AS filename, line_number,
        column_name AS colname, column_type AS type, CAST(column_length AS VARCHAR) AS col_length,
        position, error_code AS err_code, error_message AS err_reason
      FROM %1$s.sys.sys_load_error_detail""";

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
        session.runAsWritten(
            "SELECT max(id) FROM ("
                + "SELECT coalesce(max(query_id), 0) AS id FROM sys_load_error_detail"
                + " UNION ALL SELECT coalesce(max(query_id), 0) FROM sys_load_history)");
    return last.single() instanceof Number number ? number.longValue() : 0;
  }
}
