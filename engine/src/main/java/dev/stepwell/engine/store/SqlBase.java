package dev.stepwell.engine.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The writing side of {@code store.db}. */
final class SqlBase implements Base, AutoCloseable {

  private final Path folder;
  private final Connection connection;
  private final PreparedStatement find;
  private final PreparedStatement upsert;
  private final PreparedStatement chunk;
  private final PreparedStatement forgetChunks;
  private final PreparedStatement forgetStreams;
  private final PreparedStatement suspect;
  private final PreparedStatement meta;
  private long last;

  private SqlBase(Path folder, Connection connection) throws SQLException {
    this.folder = folder;
    this.connection = connection;
    find = connection.prepareStatement(SqlRows.SELECT + " where s.id = ?");
    upsert =
        connection.prepareStatement(
            """
            insert into streams values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do update set
              root = excluded.root, machine = excluded.machine, name = excluded.name,
              status = excluded.status, started_at = excluded.started_at,
              stopped_at = excluded.stopped_at, next = excluded.next,
              damage = excluded.damage, suspicion = excluded.suspicion
            """);
    chunk = connection.prepareStatement("insert into chunks values (?, ?, ?, ?)");
    forgetChunks =
        connection.prepareStatement(
            "delete from chunks where stream in (select id from streams where root = ?)");
    forgetStreams = connection.prepareStatement("delete from streams where root = ?");
    suspect =
        connection.prepareStatement(
            "update streams set suspicion = ? where suspicion is null and stopped_at = "
                + StreamInfo.OPEN);
    meta = connection.prepareStatement("insert or replace into meta values (?, ?)");
    last = SqlRows.meta(connection, SqlRows.LAST, 0);
  }

  static SqlBase open(Path folder) {
    try {
      Connection connection = Sql.writer(folder);
      try {
        return new SqlBase(folder, connection);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw SqlRows.failure("opened", folder, e);
    }
  }

  @Override
  public @Nullable Row row(long stream) {
    if (stream > last) {
      // Most streams of a journal are new; to ask for each takes longer than to write them.
      return null;
    }
    try {
      find.setLong(1, stream);
      try (ResultSet rows = find.executeQuery()) {
        return rows.next() ? SqlRows.row(rows) : null;
      }
    } catch (SQLException e) {
      throw SqlRows.failure("read", folder, e);
    }
  }

  @Override
  public long settled() {
    try {
      return SqlRows.meta(connection, SqlRows.SETTLED, 0);
    } catch (SQLException e) {
      throw SqlRows.failure("read", folder, e);
    }
  }

  @Override
  public void write(Fold fold, long settled) {
    inTransaction(
        () -> {
          for (long root : fold.forgotten()) {
            execute(forgetChunks, root);
            execute(forgetStreams, root);
          }
          @Nullable String suspicion = fold.suspicion();
          if (suspicion != null) {
            suspect.setString(1, suspicion);
            suspect.executeUpdate();
          }
          for (Map.Entry<Long, Row> entry : new TreeMap<>(fold.rows()).entrySet()) {
            write(entry.getKey(), entry.getValue());
          }
          set(SqlRows.SETTLED, settled);
          set(SqlRows.LAST, Math.max(fold.last(), last));
        });
    last = Math.max(fold.last(), last);
  }

  private void write(long id, Row row) throws SQLException {
    StreamInfo info = row.info;
    upsert.setLong(1, id);
    upsert.setLong(2, info.root());
    upsert.setString(3, info.machine());
    upsert.setString(4, info.name());
    upsert.setString(5, info.status());
    upsert.setLong(6, info.startedAt());
    upsert.setLong(7, info.stoppedAt());
    upsert.setLong(8, row.next);
    upsert.setString(9, row.damage);
    upsert.setString(10, row.suspicion);
    upsert.executeUpdate();
    if (row.hasBytes()) {
      byte[] bytes = row.bytes();
      CRC32C crc = new CRC32C();
      crc.update(bytes);
      chunk.setLong(1, id);
      chunk.setLong(2, row.firstPlace());
      chunk.setLong(3, crc.getValue());
      chunk.setBytes(4, bytes);
      chunk.executeUpdate();
    }
  }

  private void set(String name, long value) throws SQLException {
    meta.setString(1, name);
    meta.setLong(2, value);
    meta.executeUpdate();
  }

  private static void execute(PreparedStatement statement, long id) throws SQLException {
    statement.setLong(1, id);
    statement.executeUpdate();
  }

  @Override
  public void confirmSuspicions() {
    inTransaction(
        () ->
            run(
                """
                update streams set damage = coalesce(damage, suspicion), suspicion = null
                where suspicion is not null
                """));
  }

  /** Statements that may fail. */
  private interface Work {
    void run() throws SQLException;
  }

  /**
   * All of it or nothing. SQLite ends a transaction itself when the disk is full, JDBC does not.
   */
  private void inTransaction(Work work) {
    try {
      run("begin immediate");
      try {
        work.run();
        run("commit");
      } catch (SQLException e) {
        rollback(e);
        throw e;
      }
    } catch (SQLException e) {
      throw SqlRows.failure("written", folder, e);
    }
  }

  private void rollback(SQLException cause) {
    try {
      run("rollback");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw SqlRows.failure("closed", folder, e);
    }
  }
}
