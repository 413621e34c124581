package dev.stepwell.local.state;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SQLite file for state that changes in place: messages, items, buffers. What a transaction wrote
 * is on stable storage when {@link #transact} returns; of one that was cut off nothing is there.
 *
 * <p>Thread-safe: there is one connection, and one lock lets one transaction in at a time. A
 * transaction that is begun inside another on the same thread is part of it.
 */
public final class StateDatabase implements AutoCloseable {

  private final Object lock = new Object();
  private final String place;
  private final Connection connection;
  private @Nullable Transaction open;

  private StateDatabase(String place, Connection connection) {
    this.place = place;
    this.connection = connection;
  }

  /**
   * The database in a file, which is made if missing; for one process at a time.
   *
   * @throws UncheckedIOException if the file cannot be used
   */
  public static StateDatabase at(Path file) {
    try {
      Files.createDirectories(requireNonNull(file.toAbsolutePath().getParent(), "folder"));
    } catch (IOException failure) {
      throw new UncheckedIOException("the folder of " + file + " cannot be made", failure);
    }
    return open(file.toString(), "jdbc:sqlite:" + file.toAbsolutePath());
  }

  /** A database that ends with this object. */
  public static StateDatabase inMemory() {
    return open("memory", "jdbc:sqlite::memory:");
  }

  private static StateDatabase open(String place, String url) {
    try {
      Connection connection = DriverManager.getConnection(url);
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma journal_mode = wal");
        statement.execute("pragma synchronous = full");
        connection.setAutoCommit(false);
        return new StateDatabase(place, connection);
      } catch (SQLException failure) {
        connection.close();
        throw failure;
      }
    } catch (SQLException failure) {
      throw Transaction.unusable(place, failure);
    }
  }

  /**
   * Work inside a transaction.
   *
   * @param <T> what it gives
   * @param <E> what it may throw
   */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {

    /** Does the work; what it throws undoes all that the transaction wrote. */
    T in(Transaction transaction) throws E;
  }

  /** Makes tables and indexes; the statements must do nothing where these are there already. */
  public void create(String... statements) {
    this.<Boolean, RuntimeException>transact(
        transaction -> {
          for (String statement : statements) {
            transaction.run(statement);
          }
          return true;
        });
  }

  /**
   * Does work in a transaction. Actions that the work leaves for {@link Transaction#afterCommit}
   * run on this thread, without the lock, when its writes are on stable storage.
   *
   * @throws UncheckedIOException if the file cannot be read or written
   */
  public <T, E extends Exception> T transact(Work<T, E> work) throws E {
    List<Runnable> after;
    T result;
    synchronized (lock) {
      if (open != null) {
        return work.in(open);
      }
      Transaction transaction = new Transaction(place, connection);
      open = transaction;
      boolean done = false;
      try {
        result = work.in(transaction);
        connection.commit();
        done = true;
      } catch (SQLException failure) {
        throw Transaction.unusable(place, failure);
      } finally {
        open = null;
        if (!done) {
          undo();
        }
      }
      after = transaction.takeActions();
    }
    after.forEach(Runnable::run);
    return result;
  }

  private void undo() {
    try {
      connection.rollback();
    } catch (SQLException failure) {
      throw Transaction.unusable(place, failure);
    }
  }

  /** Closes the file; what comes later fails. */
  @Override
  public void close() {
    synchronized (lock) {
      try {
        connection.close();
      } catch (SQLException failure) {
        throw Transaction.unusable(place, failure);
      }
    }
  }
}
