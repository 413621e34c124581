package dev.stepwell.engine.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What the writing and the reading side of {@code store.db} share. */
final class SqlRows {

  /** Begins a query that {@link #row} reads. */
  static final String SELECT =
      """
      select s.id, s.root, s.machine, s.name, s.status, s.started_at, s.stopped_at,
             s.next, s.damage, s.suspicion
      from streams s""";

  /** The number of the last batch in the base. */
  static final String SETTLED = "settled";

  /** The highest id of a stream there ever was. */
  static final String LAST = "last";

  private SqlRows() {}

  static Row row(ResultSet rows) throws SQLException {
    return new Row(info(rows), rows.getLong(8), rows.getString(9), rows.getString(10));
  }

  static StreamInfo info(ResultSet rows) throws SQLException {
    return new StreamInfo(
        rows.getLong(1),
        rows.getLong(2),
        rows.getString(3),
        rows.getString(4),
        rows.getString(5),
        rows.getLong(6),
        rows.getLong(7));
  }

  static long meta(Connection connection, String name, long absent) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select value from meta where name = ?")) {
      select.setString(1, name);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getLong(1) : absent;
      }
    }
  }

  /** The exception for a base that cannot be opened, read or written. */
  static StoreException failure(String verb, Path folder, SQLException cause) {
    @Nullable SQLiteErrorCode code =
        cause instanceof SQLiteException sqlite ? sqlite.getResultCode() : null;
    boolean broken =
        code == SQLiteErrorCode.SQLITE_CORRUPT || code == SQLiteErrorCode.SQLITE_NOTADB;
    return new StoreException(
        "'%s' cannot be %s: %s.%s"
            .formatted(
                folder.resolve(Sql.FILE),
                verb,
                cause.getMessage(),
                broken ? " The file is damaged; restore the folder from a backup." : ""),
        cause);
  }
}
