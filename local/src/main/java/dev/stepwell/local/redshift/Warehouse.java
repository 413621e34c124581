package dev.stepwell.local.redshift;

import static java.util.Objects.requireNonNull;

import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * A Redshift database that is one DuckDB file; the file is opened by the first statement. Only one
 * process can have it open. Thread-safe.
 */
public final class Warehouse implements AutoCloseable {

  /** Who a session is if its caller names nobody. */
  static final String DEFAULT_USER = "IAMR:local";

  private final Object lock = new Object();
  private final Path file;
  private final String database;
  private final DuckDb duckDb;
  private final ObjectStore store;
  private final Set<String> roles;
  private final LoadErrors loadErrors = new LoadErrors(this);
  private final LoadHistory loadHistory = new LoadHistory(this);
  private final StatementLog statements = new StatementLog(this);
  private final TableLocks locks = new TableLocks();
  private final AtomicBoolean vacuuming = new AtomicBoolean();
  private final Set<WarehouseSession> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong queryIds = new AtomicLong();
  private boolean attached;

  private Warehouse(
      Path file, String database, DuckDb duckDb, ObjectStore store, Set<String> roles) {
    this.file = requireNonNull(file, "file").toAbsolutePath();
    this.database = requireNonNull(database, "database");
    this.duckDb = requireNonNull(duckDb, "duckDb");
    this.store = requireNonNull(store, "store");
    this.roles = Set.copyOf(roles);
  }

  /**
   * A warehouse whose COPY and UNLOAD may use any role.
   *
   * @param file the DuckDB file; made when it is needed
   * @param database the database's name; no other warehouse of the same DuckDB may have it
   * @param duckDb what runs the SQL
   * @param store where COPY reads and UNLOAD writes
   */
  public static Warehouse at(Path file, String database, DuckDb duckDb, ObjectStore store) {
    return new Warehouse(file, database, duckDb, store, Set.of());
  }

  /** This warehouse, whose COPY and UNLOAD may use these roles only; none means any. */
  public Warehouse withRoles(Set<String> arns) {
    return new Warehouse(file, database, duckDb, store, arns);
  }

  /** The database's name. */
  public String database() {
    return database;
  }

  /**
   * Asks the warehouse a question, in Redshift's SQL.
   *
   * @throws SQLException with Redshift's message
   */
  public SqlResult query(String sql, Instant now) throws SQLException {
    try (WarehouseSession session = session()) {
      List<List<Token>> statements = Lexer.statements(sql);
      if (statements.size() != 1) {
        throw new SQLException("one statement expected, but there are " + statements.size());
      }
      return session.ask(statements.get(0), now);
    } catch (WarehouseException e) {
      throw new SQLException(e.getMessage(), e.sqlState(), e);
    }
  }

  WarehouseSession session() throws WarehouseException {
    return session(DEFAULT_USER);
  }

  /** Opens a session of a user; it is closed with the warehouse if nobody does before. */
  WarehouseSession session(String user) throws WarehouseException {
    try {
      WarehouseSession session = new WarehouseSession(this, open(), user);
      open.add(session);
      return session;
    } catch (SQLException e) {
      throw WarehouseException.of(e);
    }
  }

  void closed(WarehouseSession session) {
    open.remove(session);
  }

  /** A session whose names mean this database's tables, and whose division is Redshift's. */
  SqlSession open() throws SQLException {
    SqlSession session = duckDb.session();
    boolean ready = false;
    try {
      attach(session);
      session.runAsWritten(searchPath(List.of()));
      session.runAsWritten("SET integer_division = true");
      ready = true;
      return session;
    } finally {
      if (!ready) {
        session.close();
      }
    }
  }

  /** The SQL that has names mean tables of these schemas; none for {@code public}. */
  String searchPath(List<String> schemas) {
    Set<String> all = new LinkedHashSet<>(schemas.isEmpty() ? List.of("public") : schemas);
    all.remove("$user");
    all.add("sys");
    return all.stream()
        .map(schema -> SqlText.name(database) + "." + SqlText.name(schema))
        .collect(Collectors.collectingAndThen(Collectors.joining(","), SqlText::literal))
        .transform(path -> "SET search_path = " + path);
  }

  private void attach(SqlSession session) throws SQLException {
    synchronized (lock) {
      if (attached) {
        return;
      }
      try {
        Files.createDirectories(requireNonNull(file.getParent(), "folder"));
      } catch (IOException e) {
        throw new SQLException("The folder of " + file + " cannot be made", e);
      }
      String name = SqlText.name(database);
      session.runAsWritten("ATTACH " + SqlText.literal(file.toString()) + " AS " + name);
      session.runAsWritten("CREATE SCHEMA IF NOT EXISTS " + name + ".public");
      session.runAsWritten("CREATE SCHEMA IF NOT EXISTS " + name + ".sys");
      session.runAsWritten(LoadErrors.CREATE.formatted(name));
      session.runAsWritten(LoadErrors.VIEW.formatted(name));
      session.runAsWritten(LoadHistory.CREATE.formatted(name));
      session.runAsWritten(StatementLog.CREATE.formatted(name));
      session.runAsWritten(StatementLog.PRUNE.formatted(name));
      session.runAsWritten("SET search_path = " + SqlText.literal(name + ".sys"));
      queryIds.set(LoadErrors.lastQueryId(session));
      attached = true;
    }
  }

  ObjectStore store() {
    return store;
  }

  TableLocks locks() {
    return locks;
  }

  LoadErrors loadErrors() {
    return loadErrors;
  }

  LoadHistory loadHistory() {
    return loadHistory;
  }

  StatementLog statements() {
    return statements;
  }

  long nextQueryId() {
    return queryIds.incrementAndGet();
  }

  /** Refuses roles, parted by commas, that the warehouse may not use. */
  void checkRoles(String names) throws WarehouseException {
    for (String role : names.split(",", -1)) {
      if (!roles.isEmpty() && !role.equals("default") && !roles.contains(role)) {
        throw new WarehouseException("Not authorized to get credentials of role " + role);
      }
    }
  }

  /** Takes the only place for a VACUUM; false if it is taken. */
  boolean beginVacuum() {
    return vacuuming.compareAndSet(false, true);
  }

  void endVacuum() {
    vacuuming.set(false);
  }

  /** Closes the sessions and the file, if it is open; nothing may run in them. */
  @Override
  public void close() throws SQLException {
    for (WarehouseSession session : List.copyOf(open)) {
      session.close();
    }
    synchronized (lock) {
      if (attached) {
        attached = false;
        try (SqlSession session = duckDb.session()) {
          session.runAsWritten("DETACH " + SqlText.name(database));
        }
      }
    }
  }
}
