package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.sql.SqlSession;
import java.sql.SQLException;
import java.util.List;

/**
 * Materialized views: tables that remember the query that fills them. For one session, which sees
 * them; refreshing one is left to a session of its own.
 */
final class MaterializedViews {

  private static final String QUERY = "materializedView";

  private final SqlSession session;
  private final TableMaker tables;

  MaterializedViews(SqlSession session, TableMaker tables) {
    this.session = session;
    this.tables = tables;
  }

  /** Whether a statement makes, refreshes or drops one. */
  static boolean concerns(List<Token> tokens) {
    return tokens.size() > 2
        && tokens.get(1).is("materialized")
        && tokens.get(2).is("view")
        && tokens.get(0).kind() == Token.Kind.WORD;
  }

  /** Makes one and fills it. */
  void create(List<Token> tokens, Dialect dialect) throws SQLException, WarehouseException {
    Cursor cursor = opened(tokens);
    TableName name = cursor.table();
    JsonObject.Builder attributes = JsonObject.builder();
    while (!cursor.take("as")) {
      if (cursor.take("auto", "refresh")) {
        attributes.put("autoRefresh", cursor.name());
      } else {
        CreateTable.attribute(cursor, attributes);
      }
    }
    String query = dialect.sql(cursor.rest());
    session.runAsWritten("CREATE TABLE " + name.sql() + " AS " + query);
    tables.describe(name, attributes.put(QUERY, query).build());
  }

  /** The view that a REFRESH names. */
  TableName refreshed(List<Token> tokens) throws SQLException, WarehouseException {
    Cursor cursor = opened(tokens);
    TableName name = cursor.table();
    if (!cursor.take("restrict")) {
      cursor.take("cascade");
    }
    cursor.expectEnd();
    query(name);
    return name;
  }

  /** Fills one anew; the caller has a transaction open. */
  void fill(TableName name) throws SQLException, WarehouseException {
    String query = query(name);
    session.runAsWritten("DELETE FROM " + name.sql());
    session.runAsWritten("INSERT INTO " + name.sql() + " " + query);
  }

  void drop(List<Token> tokens) throws SQLException, WarehouseException {
    Cursor cursor = opened(tokens);
    boolean ifExists = cursor.take("if", "exists");
    TableName name = cursor.table();
    if (ifExists && !tables.exists(name)) {
      return;
    }
    query(name);
    session.runAsWritten("DROP TABLE " + name.sql());
  }

  /** Refuses a statement that would write to one by itself. */
  void refuse(TableName name, String verb) throws SQLException, WarehouseException {
    if (tables.attributes(name).has(QUERY)) {
      throw new WarehouseException(
          verb.equals("drop")
              ? "\"%s\" is not a table\n  Hint: Use DROP MATERIALIZED VIEW to remove a materialized view."
                  .formatted(name.shown())
              : "cannot change materialized view \"%s\"".formatted(name.shown()));
    }
  }

  private static Cursor opened(List<Token> tokens) {
    Cursor cursor = new Cursor(tokens);
    cursor.take(tokens.get(0).text(), "materialized", "view");
    return cursor;
  }

  private String query(TableName name) throws SQLException, WarehouseException {
    tables.require(name);
    String query = tables.attributes(name).string(QUERY);
    if (query == null) {
      throw new WarehouseException("\"%s\" is not a materialized view".formatted(name.shown()));
    }
    return query;
  }
}
