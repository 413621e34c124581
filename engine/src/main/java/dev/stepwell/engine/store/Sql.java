package dev.stepwell.engine.store;

import java.io.IOException;
import java.nio.file.Files;
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
      connection.setAutoCommit(true);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * A connection for reading. Beside a file that is open for writing it needs two others; where
   * they cannot be made nobody writes, and the file is read as it is.
   */
  static Connection reader(Path folder) throws SQLException, IOException {
    try {
      return reader(folder, "");
    } catch (SQLException e) {
      if (Files.isWritable(folder)) {
        throw e;
      }
      requireNoLog(folder, e);
      return reader(folder, "?immutable=1");
    }
  }

  private static Connection reader(Path folder, String parameters) throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    Connection connection = config.createConnection(url(folder, parameters));
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("select count(*) from sqlite_master").close();
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void requireNoLog(Path folder, SQLException cause) throws IOException {
    Path log = folder.resolve(FILE + "-wal");
    if (Files.exists(log) && Files.size(log) > 0) {
      throw new StoreException(
          "the store '%s' was not closed by its last writer, and cannot be put in order where nothing can be written. Copy the folder to where it can, and read the copy."
              .formatted(folder),
          cause);
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setGetGeneratedKeys(
        false); // or each insert asks for its row's id with a query of its own
    return config;
  }

  private static String url(Path folder, String parameters) {
    return "jdbc:sqlite:file:"
        + folder.toAbsolutePath().resolve(FILE).toUri().getRawPath()
        + parameters;
  }
}
