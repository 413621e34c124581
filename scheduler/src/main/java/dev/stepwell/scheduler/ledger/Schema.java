package dev.stepwell.scheduler.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;

/**
 * The tables of {@code scheduler.db}. Each row has the whole record as JSON in {@code data}, beside
 * the columns that it is looked for by; times in columns are milliseconds since 1970.
 */
final class Schema {

  /** Grows with every change that older versions cannot read. */
  static final int FORMAT = 1;

  private static final int PATIENCE_MILLIS = 10_000;

  private static final List<String> TABLES =
      List.of(
          "create table if not exists workflow (name text primary key, data text not null)",
          """
          create table if not exists run (
            workflow text not null, run_id text not null, ord integer not null,
            key integer not null, logical_date integer, periodic integer not null,
            state text not null, open integer not null, backfill integer not null,
            ended integer, data text not null, primary key (workflow, run_id)) without rowid""",
          "create unique index if not exists run_by_date on run (workflow, logical_date)"
              + " where logical_date is not null",
          "create index if not exists run_by_key on run (workflow, periodic, key, ord)",
          "create index if not exists open_runs on run (ord) where open = 1",
          """
          create table if not exists attempt (
            workflow text not null, run_id text not null, number integer not null,
            data text not null, primary key (workflow, run_id, number)) without rowid""",
          """
          create table if not exists skipped_tick (
            id integer primary key, workflow text not null, trigger text not null,
            first integer not null, last integer not null, decided_at integer not null,
            reason text not null)""",
          "create index if not exists skipped_by_workflow on skipped_tick (workflow, id)",
          "create table if not exists asset_event (id integer primary key, uri text not null,"
              + " data text not null)",
          "create index if not exists event_by_asset on asset_event (uri, id)",
          """
          create table if not exists waiting_event (
            workflow text not null, trigger text not null, event integer not null,
            primary key (workflow, trigger, event)) without rowid""",
          "create table if not exists pool (name text primary key, slots integer not null,"
              + " description text not null)",
          "create table if not exists backfill (id integer primary key, workflow text not null,"
              + " open integer not null, data text not null)",
          """
          create table if not exists backfill_item (
            backfill integer not null, ordinal integer not null, planned integer not null,
            data text not null, primary key (backfill, ordinal)) without rowid""",
          """
          create table if not exists missed_deadline (
            id integer primary key, workflow text not null, run_id text not null,
            deadline text not null, due integer not null, at integer not null)""",
          "create index if not exists missed_by_run on missed_deadline (workflow, run_id)",
          """
          create table if not exists request (
            id integer primary key autoincrement, body text not null, answer text)""",
          "create index if not exists open_requests on request (id) where answer is null");

  private Schema() {}

  /** A connection that writes; the tables are there when this returns. */
  static Connection writer(Path file) throws SQLException {
    Connection connection = connect(file);
    try (Statement statement = connection.createStatement()) {
      int format = format(statement);
      if (format > FORMAT) {
        throw new SQLException(
            "it has format " + format + ", and this version reads up to " + FORMAT);
      }
      for (String table : TABLES) {
        statement.executeUpdate(table);
      }
      statement.executeUpdate("pragma user_version = " + FORMAT);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static int format(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("pragma user_version")) {
      return row.getInt(1);
    }
  }

  private static Connection connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // A commit is on stable storage when it returns.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(PATIENCE_MILLIS);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    return config.createConnection("jdbc:sqlite:" + file);
  }
}
