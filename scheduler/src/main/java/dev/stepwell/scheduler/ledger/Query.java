package dev.stepwell.scheduler.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks one connection; statements are prepared once. For one thread at a time. */
final class Query {

  /** Reads one row. */
  @FunctionalInterface
  interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Query(Connection connection) {
    this.connection = connection;
  }

  <T> List<T> all(String sql, Reading<T> reading, @Nullable Object... parameters)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (ResultSet rows = bound(sql, parameters).executeQuery()) {
      while (rows.next()) {
        found.add(reading.read(rows));
      }
    }
    return found;
  }

  <T> Optional<T> first(String sql, Reading<T> reading, @Nullable Object... parameters)
      throws SQLException {
    List<T> found = all(sql, reading, parameters);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  void update(String sql, @Nullable Object... parameters) throws SQLException {
    bound(sql, parameters).executeUpdate();
  }

  private PreparedStatement bound(String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
