package dev.stepwell.local.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of a {@link StateDatabase} that is open. For the thread that it was given to, and
 * only until its work returns. Every method throws {@link UncheckedIOException} if the file cannot
 * be read or written.
 */
public final class Transaction {

  private final String place;
  private final Connection connection;
  private List<Runnable> actions = new ArrayList<>();

  Transaction(String place, Connection connection) {
    this.place = place;
    this.connection = connection;
  }

  /**
   * Runs a statement that changes something.
   *
   * @param values what the question marks stand for: texts, numbers, byte arrays or null
   * @return how many rows it changed
   */
  public int run(String sql, @Nullable Object... values) {
    try (PreparedStatement statement = prepared(sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException failure) {
      throw unusable(place, failure);
    }
  }

  /** Inserts a row and gives its row id; the rest as {@link #run}. */
  public long insert(String sql, @Nullable Object... values) {
    run(sql, values);
    return one("select last_insert_rowid()").orElseThrow().number(0);
  }

  /** The rows that a question finds, in their order. */
  public List<Row> rows(String sql, @Nullable Object... values) {
    try (PreparedStatement statement = prepared(sql, values);
        ResultSet found = statement.executeQuery()) {
      List<Row> rows = new ArrayList<>();
      int width = found.getMetaData().getColumnCount();
      while (found.next()) {
        List<@Nullable Object> cells = new ArrayList<>(width);
        for (int i = 1; i <= width; i++) {
          cells.add(found.getObject(i));
        }
        rows.add(new Row(cells));
      }
      return rows;
    } catch (SQLException failure) {
      throw unusable(place, failure);
    }
  }

  /** The first row that a question finds. */
  public Optional<Row> one(String sql, @Nullable Object... values) {
    return rows(sql, values).stream().findFirst();
  }

  private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement;
    } catch (SQLException failure) {
      statement.close();
      throw failure;
    }
  }

  /** Has an action run when what was written is on stable storage; never if it is undone. */
  public void afterCommit(Runnable action) {
    actions.add(action);
  }

  List<Runnable> takeActions() {
    List<Runnable> taken = actions;
    actions = List.of();
    return taken;
  }

  static UncheckedIOException unusable(String place, SQLException failure) {
    return new UncheckedIOException(
        "the state in " + place + " cannot be read or written: " + failure.getMessage(),
        new IOException(failure));
  }
}
