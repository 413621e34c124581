package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlText;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The system table {@code sys.stepwell_statements}: what became of executions, written in the
 * transaction that has their effect. Both are there after a crash, or neither is.
 */
final class StatementLog {

  static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS %s.sys.stepwell_statements(id VARCHAR, record VARCHAR)""";

  /**
   * Keeps the last 10,000, as many as there are statements in the register. Age says nothing here:
   * a task may be resumed long after its process ended.
   */
  static final String PRUNE =
      """
      DELETE FROM %1$s.sys.stepwell_statements WHERE rowid < (
        SELECT min(last) FROM (
          SELECT rowid AS last FROM %1$s.sys.stepwell_statements ORDER BY rowid DESC LIMIT 10000))""";

  private final Warehouse warehouse;

  StatementLog(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** Adds a record in the session's transaction; the last one of an execution counts. */
  static void keep(SqlSession session, String id, JsonObject record) throws SQLException {
    session.runAsWritten(
        "INSERT INTO sys.stepwell_statements VALUES (%s, %s)"
            .formatted(SqlText.literal(id), SqlText.literal(record.compact())));
  }

  /** The last record of an execution, if it took effect. */
  Optional<JsonObject> find(String id) throws SQLException {
    try (SqlSession session = warehouse.open()) {
      SqlResult found =
          session.runAsWritten(
              "SELECT record FROM sys.stepwell_statements WHERE id = %s ORDER BY rowid DESC LIMIT 1"
                  .formatted(SqlText.literal(id)));
      return found.rows().isEmpty()
          ? Optional.empty()
          : Optional.of((JsonObject) Json.parse(String.valueOf(found.single())));
    }
  }
}
