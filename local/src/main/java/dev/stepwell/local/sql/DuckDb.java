package dev.stepwell.local.sql;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * One DuckDB inside this process. It is opened by the first session, because unpacking its native
 * library takes about a second; every session after that is cheap. Extensions are never downloaded.
 * Thread-safe; a session is for one thread at a time.
 */
public final class DuckDb implements AutoCloseable {

  private final Object lock = new Object();
  private final S3Addresses addresses;
  private final @Nullable Path temporary;
  private @Nullable DuckDBConnection root;
  private boolean closed;

  private DuckDb(S3Locations locations, @Nullable Path temporary) {
    this.addresses = new S3Addresses(requireNonNull(locations, "locations"));
    this.temporary = temporary;
  }

  /**
   * A database that keeps its tables in memory; files can be attached to it.
   *
   * @param locations where the buckets are
   */
  public static DuckDb inMemory(S3Locations locations) {
    return new DuckDb(locations, null);
  }

  /** This database, with a folder for what does not fit in memory. */
  public DuckDb spillingTo(Path folder) {
    return new DuckDb(addresses.locations(), requireNonNull(folder, "folder"));
  }

  /**
   * Opens a session: its temporary views and tables, its transaction and its settings are its own.
   *
   * @throws SQLException if DuckDB cannot be opened, for instance because its native library cannot
   *     be unpacked to the folder for temporary files
   */
  public SqlSession session() throws SQLException {
    Connection connection;
    synchronized (lock) {
      if (closed) {
        throw new SQLException("the database is closed");
      }
      if (root == null) {
        root = open();
      }
      connection = root.duplicate();
    }
    return new SqlSession(connection, addresses);
  }

  private DuckDBConnection open() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    if (temporary != null) {
      settings.setProperty("temp_directory", temporary.toString());
    }
    return DriverManager.getConnection("jdbc:duckdb:", settings).unwrap(DuckDBConnection.class);
  }

  @Override
  public void close() throws SQLException {
    synchronized (lock) {
      closed = true;
      if (root != null) {
        root.close();
        root = null;
      }
    }
  }
}
