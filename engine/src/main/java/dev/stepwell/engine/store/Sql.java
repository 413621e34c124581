package dev.stepwell.engine.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** Connections to the file {@code store.db}, and its schema. */
final class Sql {

  static final String FILE = "store.db";

  private static final int BUSY_MILLIS = 5_000;
  private static final int WRITER_CACHE_KIB = 64 << 10;

  private static final String[] SCHEMA = {
    "create table if not exists meta (name text primary key, value integer not null) without rowid",
    """
    create table if not exists streams (
      id integer primary key, root integer not null,
      machine text not null, name text not null, status text not null,
      started_at integer not null, stopped_at integer not null,
      next integer not null, damage text, suspicion text)
    """,
    "create index if not exists streams_by_root on streams (root)",
    "create index if not exists roots_by_name on streams (machine, name, id) where id = root",
    "create index if not exists open_roots on streams (id) where id = root and stopped_at = "
        + StreamInfo.OPEN,
    """
    create table if not exists chunks (
      stream integer not null, place integer not null, crc integer not null, bytes blob not null)
    """,
    "create unique index if not exists chunks_by_stream on chunks (stream, place)",
  };

  private Sql() {}

  static Connection writer(Path folder) throws SQLException {
    SQLiteConfig config = config();
    config.setSynchronous(SynchronousMode.FULL);
    config.setCacheSize(-WRITER_CACHE_KIB);
    Connection connection = config.createConnection(url(folder, ""));
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma auto_vacuum = incremental"); // first, or it has no effect
      statement.execute("pragma journal_mode = wal");
      connection.setAutoCommit(false);
      for (String sql : SCHEMA) {
        statement.execute(sql);
      }
      connection.commit();
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  static Connection reader(Path folder) throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return config.createConnection(url(folder, ""));
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    return config;
  }

  static String url(Path folder, String parameters) {
    return "jdbc:sqlite:file:"
        + folder.toAbsolutePath().resolve(FILE).toUri().getRawPath()
        + parameters;
  }
}
