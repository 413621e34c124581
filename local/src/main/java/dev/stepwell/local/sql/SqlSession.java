package dev.stepwell.local.sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One session of the SQL engine. For one thread at a time, but for {@link #cancel()}. */
public final class SqlSession implements AutoCloseable {

  private final Connection connection;
  private final S3Addresses addresses;
  private volatile @Nullable Statement running;

  SqlSession(Connection connection, S3Addresses addresses) {
    this.connection = connection;
    this.addresses = addresses;
  }

  /** The JDBC connection, for transactions, prepared statements and metadata. */
  public Connection connection() {
    return connection;
  }

  /** The SQL with the S3 addresses in its string literals replaced by local paths. */
  public String localize(String sql) {
    return addresses.localize(sql);
  }

  /** The local path of an S3 address; any other text as it is. */
  public String localizeAddress(String address) {
    return addresses.localizeAddress(address);
  }

  /**
   * Runs one statement.
   *
   * @return its rows; for a statement without rows, none but the count of rows that it changed
   * @throws SQLException with DuckDB's message
   * @throws IllegalArgumentException if an S3 address names no bucket
   */
  public SqlResult run(String sql) throws SQLException {
    return runAsWritten(addresses.localize(sql));
  }

  /**
   * Runs one statement whose texts are data, S3 addresses among them.
   *
   * @return as {@link #run}
   * @throws SQLException with DuckDB's message
   */
  public SqlResult runAsWritten(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      running = statement;
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          return read(rows);
        }
      }
      return new SqlResult(List.of(), List.of(), Math.max(0, statement.getUpdateCount()));
    } catch (SQLException failure) {
      throw new SQLException(message(failure), failure);
    } finally {
      running = null;
    }
  }

  /** Takes the rows of a question as they come. */
  @FunctionalInterface
  public interface Reading<T> {

    /**
     * Reads them to the end.
     *
     * @throws IOException if what is read cannot be passed on
     */
    T read(ResultSet rows) throws SQLException, IOException;
  }

  /**
   * Asks a question whose texts are data, and has its rows read one by one.
   *
   * @throws SQLException with DuckDB's message
   * @throws IOException what the reading throws
   */
  public <T> T read(String sql, Reading<T> reading) throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      running = statement;
      try (ResultSet rows = statement.executeQuery(sql)) {
        return reading.read(rows);
      }
    } catch (SQLException failure) {
      throw new SQLException(message(failure), failure);
    } finally {
      running = null;
    }
  }

  /** DuckDB's own message, without what the driver says about its way of asking. */
  private static String message(SQLException failure) {
    String text = String.valueOf(failure.getMessage());
    int own = text.indexOf("\nError: ");
    return text.contains("pending query result") && own >= 0 ? text.substring(own + 8) : text;
  }

  /** Stops the statement that runs on another thread, if one does; it fails there. */
  public void cancel() throws SQLException {
    Statement statement = running;
    if (statement != null) {
      statement.cancel();
    }
  }

  private static SqlResult read(ResultSet rows) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    List<SqlResult.Column> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(new SqlResult.Column(meta.getColumnLabel(i), meta.getColumnTypeName(i)));
    }
    List<List<@Nullable Object>> read = new ArrayList<>();
    while (rows.next()) {
      List<@Nullable Object> row = new ArrayList<>(columns.size());
      for (int i = 1; i <= columns.size(); i++) {
        row.add(rows.getObject(i));
      }
      read.add(row);
    }
    return new SqlResult(columns, read, 0);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
