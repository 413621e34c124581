package dev.stepwell.engine.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The reading side of {@code store.db}. For any thread; one reads at a time. */
final class SqlReader implements AutoCloseable {

  private static final String OPEN_ROOTS =
      "(select id from streams where id = root and stopped_at = " + StreamInfo.OPEN + ")";

  private final Path folder;
  private final Connection connection;
  private final ReentrantLock lock = new ReentrantLock();

  SqlReader(Path folder, Connection connection) {
    this.folder = folder;
    this.connection = connection;
  }

  static SqlReader open(Path folder) throws IOException {
    try {
      return new SqlReader(folder, Sql.reader(folder));
    } catch (SQLException e) {
      throw SqlRows.failure("opened", folder, e);
    }
  }

  /** A query, which may fail. */
  private interface Query<T> {
    T run() throws SQLException;
  }

  private <T> T read(Query<T> query) {
    lock.lock();
    try {
      return query.run();
    } catch (SQLException e) {
      throw SqlRows.failure("read", folder, e);
    } finally {
      lock.unlock();
    }
  }

  long settled() {
    return read(() -> SqlRows.meta(connection, SqlRows.SETTLED, 0));
  }

  /** Whether the writer that makes the file is done with its schema. */
  boolean isReady() {
    return read(
        () -> {
          try (PreparedStatement select =
                  connection.prepareStatement("select 1 from sqlite_master where name = 'meta'");
              ResultSet rows = select.executeQuery()) {
            return rows.next();
          }
        });
  }

  /**
   * From the next reading on, and until this is called again, sees what is there at that moment.
   */
  void refresh() {
    read(
        () -> {
          if (connection.getAutoCommit()) {
            connection.setAutoCommit(false);
          } else {
            connection.rollback();
          }
          return true;
        });
  }

  long last() {
    return read(() -> SqlRows.meta(connection, SqlRows.LAST, 0));
  }

  Optional<Row> row(long id) {
    return read(
        () -> {
          try (PreparedStatement select =
              connection.prepareStatement(SqlRows.SELECT + " where s.id = ?")) {
            select.setLong(1, id);
            try (ResultSet rows = select.executeQuery()) {
              return rows.next() ? Optional.of(SqlRows.row(rows)) : Optional.empty();
            }
          }
        });
  }

  /** What a stream's next record has as its number. */
  long next(long stream) {
    return row(stream).map(row -> row.next).orElse(0L);
  }

  Optional<StoredStream> stream(long id) {
    List<StoredStream> found = new ArrayList<>(1);
    streams("where s.id = ?", found::add, id);
    return found.stream().findFirst();
  }

  /** Every stream whose root is open, by id. */
  void openStreams(Consumer<StoredStream> each) {
    streams("where s.root in " + OPEN_ROOTS, each);
  }

  /** The streams whose roots are open, without their bytes. */
  void openRows(Consumer<Row> each) {
    read(
        () -> {
          try (PreparedStatement select =
                  connection.prepareStatement(SqlRows.SELECT + " where s.root in " + OPEN_ROOTS);
              ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              each.accept(SqlRows.row(rows));
            }
            return true;
          }
        });
  }

  /** Streams without their bytes. */
  List<StreamInfo> infos(String condition, Object... parameters) {
    return read(
        () -> {
          try (PreparedStatement select =
              connection.prepareStatement(SqlRows.SELECT + " " + condition)) {
            set(select, parameters);
            List<StreamInfo> infos = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                infos.add(SqlRows.info(rows));
              }
            }
            return infos;
          }
        });
  }

  private void streams(String condition, Consumer<StoredStream> each, Object... parameters) {
    String sql =
        SqlRows.SELECT.replace("from streams s", ", c.place, c.crc, c.bytes from streams s")
            + " left join chunks c on c.stream = s.id "
            + condition
            + " order by s.id, c.place";
    read(
        () -> {
          try (PreparedStatement select = connection.prepareStatement(sql)) {
            set(select, parameters);
            try (ResultSet rows = select.executeQuery()) {
              @Nullable Assembly assembly = null;
              while (rows.next()) {
                if (assembly == null || assembly.row.info.id() != rows.getLong(1)) {
                  if (assembly != null) {
                    each.accept(assembly.stream());
                  }
                  assembly = new Assembly(SqlRows.row(rows));
                }
                assembly.add(rows.getLong(11), rows.getLong(12), rows.getBytes(13));
              }
              if (assembly != null) {
                each.accept(assembly.stream());
              }
            }
          }
          return true;
        });
  }

  private static void set(PreparedStatement select, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      select.setObject(i + 1, parameters[i]);
    }
  }

  @Override
  public void close() {
    read(
        () -> {
          connection.close();
          return true;
        });
  }

  /** A stream while its chunks are read. */
  private static final class Assembly {

    final Row row;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean good = true;

    Assembly(Row row) {
      this.row = row;
    }

    void add(long place, long expected, byte @Nullable [] chunk) {
      if (chunk == null || !good) {
        return;
      }
      CRC32C crc = new CRC32C();
      crc.update(chunk);
      if (crc.getValue() == expected) {
        bytes.writeBytes(chunk);
      } else {
        good = false;
        row.damage =
            "%s: the %d bytes from record %d on do not have their check sum"
                .formatted(Sql.FILE, chunk.length, place);
      }
    }

    StoredStream stream() {
      return new StoredStream(
          row.info, bytes.toByteArray(), row.damage != null ? row.damage : row.suspicion);
    }
  }
}
