package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One database session of the warehouse. For one thread at a time, but for {@link #cancel}. */
final class WarehouseSession implements AutoCloseable {

  /** Statements that mean the same in both dialects. */
  private static final Set<String> PLAIN =
      Set.of(
          "select", "with", "insert", "update", "drop", "alter", "explain", "comment", "show", "(");

  private static final Set<String> CREATABLE =
      Set.of("view", "or", "schema", "temp", "temporary", "local");

  /** Statements that only read. */
  private static final Set<String> QUESTIONS = Set.of("select", "with", "show", "explain", "(");

  /** Settings that change nothing here. */
  private static final Set<String> SETTINGS =
      Set.of(
          "analyze_threshold_percent",
          "query_group",
          "statement_timeout",
          "wlm_query_slot_count",
          "enable_result_cache_for_session",
          "timezone",
          "datestyle");

  private final Warehouse warehouse;
  private final SqlSession session;
  private final TableMaker tables;
  private boolean inTransaction;
  private boolean madeDateAdd;
  private String executionId = "";
  private @Nullable Supplier<JsonObject> progress;
  private long lastCopyCount;

  WarehouseSession(Warehouse warehouse, SqlSession session, String database) {
    this.warehouse = warehouse;
    this.session = session;
    this.tables = new TableMaker(session, database);
  }

  /** Opens a transaction; the statements that follow take effect together. */
  void begin() throws WarehouseException {
    if (!inTransaction) {
      execute("BEGIN TRANSACTION");
      inTransaction = true;
    }
  }

  boolean isInTransaction() {
    return inTransaction;
  }

  /**
   * Says for whom the session works.
   *
   * @param id the execution's id
   * @param record what to keep of it when a statement of its own accord commits
   */
  void keeps(String id, Supplier<JsonObject> record) {
    executionId = id;
    progress = record;
  }

  /** Commits, and keeps what became of the execution in the same transaction. */
  void commit(JsonObject record) throws WarehouseException {
    if (inTransaction) {
      try {
        StatementLog.keep(session, executionId, record);
      } catch (SQLException e) {
        throw WarehouseException.of(e);
      }
    }
    commit();
  }

  private void commitProgress() throws WarehouseException {
    if (progress == null) {
      commit();
    } else {
      commit(progress.get());
    }
  }

  void commit() throws WarehouseException {
    if (inTransaction) {
      inTransaction = false;
      try {
        execute("COMMIT");
      } finally {
        warehouse.locks().release(this);
      }
    }
  }

  /** Undoes the transaction, if one is open. */
  void rollback() throws WarehouseException {
    if (inTransaction) {
      inTransaction = false;
      try {
        execute("ROLLBACK");
      } finally {
        warehouse.locks().release(this);
      }
    }
  }

  void cancel() throws SQLException {
    warehouse.locks().cancel(this);
    session.cancel();
  }

  /**
   * Runs one statement.
   *
   * @param parameters the values of its {@code :name} parameters
   * @param now what its clock functions say
   */
  Outcome run(List<Token> statement, Map<String, String> parameters, Instant now)
      throws WarehouseException {
    Dialect dialect = new Dialect(parameters, now, lastCopyCount);
    Cursor cursor = new Cursor(statement);
    String first = statement.get(0).text();
    return switch (first) {
      case "create" -> create(statement, dialect);
      case "copy" -> copy(Copy.parse(statement), now);
      case "unload" -> unload(Unload.parse(statement), dialect);
      case "vacuum" -> vacuum(cursor);
      case "analyze", "analyse" -> analyze(cursor);
      case "truncate" -> truncate(cursor);
      case "lock" -> lock(cursor);
      case "grant", "revoke" -> Outcome.NONE;
      case "set", "reset" -> set(cursor);
      case "begin", "start", "commit", "end", "rollback", "abort" -> transaction(first);
      case "merge" -> merge(statement, dialect);
      case "delete" -> plain(withFrom(statement), dialect);
      default -> {
        if (!PLAIN.contains(first)) {
          throw cursor.unexpected();
        }
        yield plain(statement, dialect);
      }
    };
  }

  /**
   * Answers a question; the transaction is one that can only read, whatever the statement is.
   *
   * @param now what its clock functions say
   */
  SqlResult ask(List<Token> statement, Instant now) throws WarehouseException {
    String first = statement.get(0).text();
    if (!QUESTIONS.contains(first)) {
      throw new WarehouseException(
          first.toUpperCase(Locale.ROOT) + " is no question; begin with SELECT, WITH or SHOW");
    }
    Dialect dialect = new Dialect(Map.of(), now, lastCopyCount);
    String sql = dialect.sql(statement);
    define(dialect);
    execute("BEGIN TRANSACTION READ ONLY");
    try {
      return Outcome.of(execute(sql)).result();
    } finally {
      execute("ROLLBACK");
    }
  }

  private Outcome plain(List<Token> statement, Dialect dialect) throws WarehouseException {
    String sql = dialect.sql(statement);
    define(dialect);
    return Outcome.of(execute(sql));
  }

  /** Defines the functions that the SQL uses and DuckDB has not. */
  private void define(Dialect dialect) throws WarehouseException {
    if (dialect.usesDateAdd() && !madeDateAdd) {
      execute(Dialect.DATE_ADD);
      madeDateAdd = true;
    }
  }

  private Outcome create(List<Token> statement, Dialect dialect) throws WarehouseException {
    if (CreateTable.starts(statement)) {
      CreateTable table = CreateTable.parse(statement, dialect);
      define(dialect);
      return together(
          () -> {
            tables.make(table);
            return Outcome.NONE;
          });
    }
    String what = statement.size() > 1 ? statement.get(1).text() : "";
    if (!CREATABLE.contains(what)) {
      throw new WarehouseException(
          "CREATE %s is not supported by the local warehouse"
              .formatted(what.toUpperCase(Locale.ROOT)));
    }
    return plain(statement, dialect);
  }

  private Outcome copy(Copy copy, Instant now) throws WarehouseException {
    warehouse.checkRoles(copy.role());
    long queryId = warehouse.nextQueryId();
    LoadHistory.Progress progress = new LoadHistory.Progress();
    long loaded = -1;
    try {
      loaded =
          together(
              () ->
                  copy.load(
                      session,
                      tables,
                      warehouse.store(),
                      progress,
                      errors -> warehouse.loadErrors().add(queryId, now, errors)));
    } finally {
      warehouse.loadHistory().add(queryId, copy, now, now, progress, loaded);
    }
    lastCopyCount = loaded;
    return Outcome.changed(loaded);
  }

  private Outcome unload(Unload unload, Dialect dialect) throws WarehouseException {
    warehouse.checkRoles(unload.role());
    String select = dialect.sql(unload.query());
    define(dialect);
    return together(() -> Outcome.changed(unload.write(session, warehouse.store(), select)));
  }

  private Outcome vacuum(Cursor cursor) throws WarehouseException {
    if (inTransaction) {
      throw new WarehouseException("VACUUM cannot run inside a transaction block");
    }
    @Nullable TableName table = Maintenance.vacuumed(cursor);
    if (!warehouse.beginVacuum()) {
      throw new WarehouseException(
          "VACUUM is running\n  Hint: run it again when the other one ends");
    }
    try {
      if (table != null) {
        tables.require(table);
      }
      execute(table == null ? "VACUUM" : "VACUUM " + table.sql());
      return Outcome.NONE;
    } finally {
      warehouse.endVacuum();
    }
  }

  private Outcome analyze(Cursor cursor) throws WarehouseException {
    @Nullable TableName table = Maintenance.analyzed(cursor);
    if (table != null) {
      tables.require(table);
    }
    execute(table == null ? "ANALYZE" : "ANALYZE " + table.sql());
    return Outcome.NONE;
  }

  /** TRUNCATE commits the transaction that it is in. */
  private Outcome truncate(Cursor cursor) throws WarehouseException {
    cursor.expect("truncate");
    cursor.take("table");
    TableName table = cursor.table();
    cursor.expectEnd();
    boolean outer = inTransaction;
    begin();
    try {
      execute("TRUNCATE " + table.sql());
      commitProgress();
    } finally {
      if (!outer) {
        rollback();
      }
    }
    if (outer) {
      begin();
    }
    return Outcome.NONE;
  }

  /**
   * Takes the tables' locks before anything is read, so that the transaction sees what the last
   * owner committed. Outside a transaction there is nothing to hold them for.
   */
  private Outcome lock(Cursor cursor) throws WarehouseException {
    cursor.expect("lock");
    cursor.take("table");
    List<TableName> locked = new ArrayList<>();
    do {
      locked.add(cursor.table());
    } while (cursor.take(","));
    cursor.expectEnd();
    for (TableName table : locked) {
      if (inTransaction) {
        String schema = table.schema() == null ? "public" : table.schema();
        warehouse.locks().take(schema + "." + table.table(), this);
      }
      tables.require(table);
    }
    return Outcome.NONE;
  }

  private static Outcome set(Cursor cursor) throws WarehouseException {
    cursor.next();
    cursor.take("local");
    cursor.take("session");
    String name = cursor.name();
    if (!SETTINGS.contains(name)) {
      throw new WarehouseException("unrecognized configuration parameter \"" + name + "\"");
    }
    return Outcome.NONE;
  }

  private Outcome transaction(String word) throws WarehouseException {
    switch (word) {
      case "begin", "start" -> begin();
      case "commit", "end" -> commitProgress();
      default -> rollback();
    }
    return Outcome.NONE;
  }

  private Outcome merge(List<Token> statement, Dialect dialect) throws WarehouseException {
    String duplicates = Maintenance.mergeDuplicates(statement, dialect);
    if (!duplicates.isEmpty() && !execute(duplicates).rows().isEmpty()) {
      throw new WarehouseException("Found multiple matches to update the same tuple.");
    }
    return plain(statement, dialect);
  }

  /** Redshift lets the FROM of a DELETE be left out. */
  private static List<Token> withFrom(List<Token> statement) {
    if (statement.size() < 2 || statement.get(1).is("from")) {
      return statement;
    }
    List<Token> whole = new ArrayList<>(statement);
    whole.add(1, new Token(Token.Kind.WORD, "from", true));
    return whole;
  }

  private SqlResult execute(String sql) throws WarehouseException {
    try {
      return session.runAsWritten(sql);
    } catch (SQLException e) {
      throw WarehouseException.of(e);
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws SQLException, WarehouseException;
  }

  /** Does work of several statements in the open transaction, or else in one of its own. */
  private <T> T together(Work<T> work) throws WarehouseException {
    boolean own = !inTransaction;
    boolean done = false;
    try {
      begin();
      T result = work.run();
      done = true;
      if (own) {
        commit();
      }
      return result;
    } catch (SQLException e) {
      throw WarehouseException.of(e);
    } finally {
      if (own && !done) {
        rollback();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    warehouse.locks().release(this);
    session.close();
  }
}
