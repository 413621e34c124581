package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
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

  /** Statements that change rows of the table that they name. */
  private static final Set<String> WRITING =
      Set.of("insert", "update", "delete", "merge", "copy", "truncate", "drop");

  /** What stands for the number of the server's process. */
  static final int PID = 1;

  private static final Set<String> CREATABLE =
      Set.of("view", "or", "schema", "temp", "temporary", "local");

  private static final String HAS_SUPER =
      "SELECT 1 FROM duckdb_columns() WHERE data_type = 'JSON' AND NOT internal LIMIT 1";

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
  private final Commands commands;
  private boolean inTransaction;
  private final Set<String> macros = new HashSet<>();
  private String executionId = "";
  private @Nullable Supplier<JsonObject> progress;

  WarehouseSession(Warehouse warehouse, SqlSession session, String user) {
    this.warehouse = warehouse;
    this.session = session;
    this.tables = new TableMaker(session, warehouse.database());
    this.commands = new Commands(this, warehouse, session, tables, user);
  }

  MaterializedViews views() {
    return commands.views();
  }

  long nextQueryId() {
    return warehouse.nextQueryId();
  }

  /** The columns of a table as they were declared. */
  List<ColumnDefinition> columns(TableName table) throws WarehouseException {
    try {
      return tables.columns(table, true);
    } catch (SQLException e) {
      throw WarehouseException.of(e);
    }
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
    keep(record);
    commit();
  }

  /** Keeps what became of the execution, if the open transaction is committed. */
  void keep(JsonObject record) throws WarehouseException {
    if (inTransaction) {
      try {
        StatementLog.keep(session, executionId, record);
      } catch (SQLException e) {
        throw WarehouseException.of(e);
      }
    }
  }

  void commitProgress() throws WarehouseException {
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
  Outcome run(List<Token> given, Map<String, String> parameters, Instant now)
      throws WarehouseException {
    List<Token> statement = withTextCasts(given);
    Dialect dialect = new Dialect(parameters, now, commands.facts());
    Cursor cursor = new Cursor(statement);
    String first = statement.get(0).text();
    if (MaterializedViews.concerns(statement)) {
      return commands.materializedView(statement, dialect);
    }
    if (WRITING.contains(first)) {
      commands.refuseMaterializedView(statement);
    }
    return switch (first) {
      case "create" -> create(statement, dialect);
      case "copy" -> commands.copy(Copy.parse(statement), now);
      case "unload" -> commands.unload(Unload.parse(statement), dialect);
      case "vacuum" -> commands.vacuum(Vacuum.parse(statement));
      case "analyze", "analyse" -> commands.analyze(Analyze.parse(statement));
      case "truncate" -> truncate(cursor);
      case "lock" -> lock(cursor);
      case "grant", "revoke" -> Outcome.NONE;
      case "set", "reset" -> set(cursor);
      case "begin", "start", "commit", "end", "rollback", "abort" -> transaction(first);
      case "merge" -> commands.merge(Merge.parse(statement), dialect);
      case "alter" -> commands.alter(statement, dialect);
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
    Dialect dialect = new Dialect(Map.of(), now, commands.facts());
    String sql = dialect.sql(withTextCasts(statement));
    define(dialect);
    execute("BEGIN TRANSACTION READ ONLY");
    try {
      return Outcome.of(execute(sql)).result();
    } finally {
      execute("ROLLBACK");
    }
  }

  Outcome plain(List<Token> statement, Dialect dialect) throws WarehouseException {
    String sql = dialect.sql(statement);
    define(dialect);
    return Outcome.of(execute(sql));
  }

  /** Defines the functions that the SQL uses and DuckDB has not. */
  void define(Dialect dialect) throws WarehouseException {
    for (String macro : dialect.macros()) {
      defineMacro(macro);
    }
  }

  /** Defines all of them, for SQL that is kept. */
  void defineAll() throws WarehouseException {
    for (String macro : Dialect.allMacros()) {
      defineMacro(macro);
    }
  }

  private void defineMacro(String name) throws WarehouseException {
    if (!macros.contains(name)) {
      execute(Dialect.macro(name));
      macros.add(name);
    }
  }

  /** The statement, with casts to text as SUPER has them if some column is SUPER. */
  private List<Token> withTextCasts(List<Token> statement) throws WarehouseException {
    return Super.castsToText(statement) && !execute(HAS_SUPER).rows().isEmpty()
        ? Super.withTextCasts(statement)
        : statement;
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
    int binding = statement.size() - 4;
    if (binding > 0
        && new Cursor(statement.subList(binding, binding + 4))
            .take("with", "no", "schema", "binding")) {
      return create(statement.subList(0, binding), dialect);
    }
    String what = statement.size() > 1 ? statement.get(1).text() : "";
    if (!CREATABLE.contains(what)) {
      throw new WarehouseException(
          "CREATE %s is not supported by the local warehouse"
              .formatted(what.toUpperCase(Locale.ROOT)));
    }
    return plain(statement, dialect);
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

  private Outcome set(Cursor cursor) throws WarehouseException {
    boolean reset = cursor.next().is("reset");
    cursor.take("local");
    cursor.take("session");
    String name = cursor.name();
    if (name.equals("search_path")) {
      List<String> schemas = new ArrayList<>();
      while (!reset && !cursor.atEnd()) {
        if (!cursor.take("to") && !cursor.take("=") && !cursor.take(",")) {
          Token token = cursor.next();
          schemas.add(token.kind() == Token.Kind.SYMBOL ? "" : token.text());
        }
      }
      execute(warehouse.searchPath(schemas));
      return Outcome.NONE;
    }
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

  /** Redshift lets the FROM of a DELETE be left out. */
  private static List<Token> withFrom(List<Token> statement) {
    if (statement.size() < 2 || statement.get(1).is("from")) {
      return statement;
    }
    List<Token> whole = new ArrayList<>(statement);
    whole.add(1, new Token(Token.Kind.WORD, "from", true));
    return whole;
  }

  SqlResult execute(String sql) throws WarehouseException {
    try {
      return session.runAsWritten(sql);
    } catch (SQLException e) {
      throw WarehouseException.of(e);
    }
  }

  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException, WarehouseException;
  }

  /** Does work of several statements in the open transaction, or else in one of its own. */
  <T> T together(Work<T> work) throws WarehouseException {
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
    warehouse.closed(this);
    session.close();
  }
}
