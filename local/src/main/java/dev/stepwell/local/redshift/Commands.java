package dev.stepwell.local.redshift;

import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlText;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The commands of a session that are more than a statement of DuckDB's. */
final class Commands {

  private final WarehouseSession owner;
  private final Warehouse warehouse;
  private final SqlSession session;
  private final TableMaker tables;
  private final MaterializedViews views;
  private final String user;
  private long lastCopyCount;
  private long lastCopyId = -1;
  private long lastUnloadCount;

  Commands(
      WarehouseSession owner,
      Warehouse warehouse,
      SqlSession session,
      TableMaker tables,
      String user) {
    this.owner = owner;
    this.warehouse = warehouse;
    this.session = session;
    this.tables = tables;
    this.views = new MaterializedViews(session, tables);
    this.user = user;
  }

  MaterializedViews views() {
    return views;
  }

  Dialect.Facts facts() {
    return new Dialect.Facts(
        user, warehouse.database(), lastCopyCount, lastCopyId, lastUnloadCount);
  }

  Outcome copy(Copy copy, Instant now) throws WarehouseException {
    warehouse.checkRoles(copy.role());
    long queryId = warehouse.nextQueryId();
    LoadHistory.Progress progress = new LoadHistory.Progress();
    long loaded = -1;
    try {
      loaded =
          owner.together(
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
    lastCopyId = queryId;
    return Outcome.changed(loaded);
  }

  Outcome unload(Unload unload, Dialect dialect) throws WarehouseException {
    warehouse.checkRoles(unload.role());
    String select = dialect.sql(unload.query());
    owner.define(dialect);
    long written = owner.together(() -> unload.write(session, warehouse.store(), select));
    lastUnloadCount = written;
    return Outcome.changed(written);
  }

  Outcome vacuum(Vacuum vacuum) throws WarehouseException {
    refuseInTransaction("VACUUM");
    if (!warehouse.beginVacuum()) {
      throw new WarehouseException(
          "VACUUM is running\n  Hint: run it again when the other one ends");
    }
    try {
      TableName table = vacuum.table();
      if (table != null) {
        tables.require(table);
        vacuum.check(tables.attributes(table));
      }
      owner.execute(table == null ? "VACUUM" : "VACUUM " + table.sql());
      return Outcome.NONE;
    } catch (SQLException e) {
      throw WarehouseException.of(e);
    } finally {
      warehouse.endVacuum();
    }
  }

  private void refuseInTransaction(String what) throws WarehouseException {
    if (owner.isInTransaction()) {
      throw new WarehouseException(what + " cannot run inside a transaction block", "25001");
    }
  }

  Outcome analyze(Analyze analyze) throws WarehouseException {
    TableName table = analyze.table();
    if (table != null) {
      analyze.check(owner.columns(table));
    }
    owner.execute(table == null ? "ANALYZE" : "ANALYZE " + table.sql());
    return Outcome.NONE;
  }

  Outcome alter(List<Token> statement, Dialect dialect) throws WarehouseException {
    if (!AlterTable.starts(statement)) {
      return owner.plain(statement, dialect);
    }
    AlterTable alter = AlterTable.parse(statement);
    if (alter.appends()) {
      refuseInTransaction("ALTER TABLE APPEND");
    }
    if (!alter.appends()) {
      return owner.together(() -> Outcome.changed(alter.run(session, tables, dialect)));
    }
    owner.begin();
    try {
      Outcome moved = Outcome.changed(alter.run(session, tables, dialect));
      owner.commitProgress();
      return moved;
    } catch (SQLException e) {
      throw WarehouseException.of(e);
    } finally {
      owner.rollback();
    }
  }

  Outcome materializedView(List<Token> statement, Dialect dialect) throws WarehouseException {
    switch (statement.get(0).text()) {
      case "create" ->
          owner.together(
              () -> {
                views.create(statement, dialect);
                return Outcome.NONE;
              });
      case "drop" ->
          owner.together(
              () -> {
                views.drop(statement);
                return Outcome.NONE;
              });
      case "refresh" -> refresh(statement);
      default -> throw new Cursor(statement).unexpected();
    }
    return Outcome.NONE;
  }

  /** A refresh is a transaction of its own: it sees what is committed, and stays if this is not. */
  private void refresh(List<Token> statement) throws WarehouseException {
    try (WarehouseSession own = warehouse.session(user)) {
      TableName name = views.refreshed(statement);
      own.together(
          () -> {
            own.defineAll();
            own.views().fill(name);
            return Outcome.NONE;
          });
    } catch (SQLException e) {
      throw WarehouseException.of(e);
    }
  }

  void refuseMaterializedView(List<Token> statement) throws WarehouseException {
    Cursor cursor = new Cursor(statement);
    String verb = cursor.next().text();
    boolean table = cursor.take("table");
    if (verb.equals("drop") && !table) {
      return;
    }
    cursor.take("if", "exists");
    cursor.take("into");
    cursor.take("from");
    Token name = cursor.peek();
    if (name == null || !name.isName()) {
      return;
    }
    try {
      views.refuse(cursor.table(), verb);
    } catch (SQLException e) {
      throw WarehouseException.of(e);
    }
  }

  Outcome merge(Merge merge, Dialect dialect) throws WarehouseException {
    if (isView(merge.source())) {
      throw new WarehouseException(
          "the source of MERGE must be a table; fill a temporary table first");
    }
    if (merge.removesDuplicates()) {
      List<String> steps = merge.replacing(dialect);
      owner.define(dialect);
      return owner.together(
          () -> {
            long changed = 0;
            for (String sql : steps) {
              changed += owner.execute(sql).changed();
            }
            return Outcome.changed(changed);
          });
    }
    if (!owner.execute(merge.duplicates(dialect)).rows().isEmpty()) {
      throw new WarehouseException("Found multiple matches to update the same tuple.");
    }
    return owner.plain(merge.tokens(), dialect);
  }

  private boolean isView(TableName name) throws WarehouseException {
    String sql =
        "SELECT 1 FROM duckdb_views() WHERE NOT internal AND view_name = %s AND schema_name = %s"
            .formatted(
                SqlText.literal(name.table()),
                SqlText.literal(name.schema() == null ? "public" : name.schema()));
    return !owner.execute(sql).rows().isEmpty();
  }
}
