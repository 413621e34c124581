package dev.stepwell.local.redshift;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads VACUUM, ANALYZE and the conditions of MERGE. */
final class Maintenance {

  private Maintenance() {}

  /** The table of a VACUUM; null for all. */
  static @Nullable TableName vacuumed(Cursor cursor) throws WarehouseException {
    cursor.expect("vacuum");
    boolean needsTable = false;
    if (cursor.take("sort") || cursor.take("delete")) {
      cursor.expect("only");
    } else if (cursor.take("reindex") || cursor.take("recluster")) {
      needsTable = true;
    } else {
      cursor.take("full");
    }
    if (cursor.atEnd()) {
      if (needsTable) {
        throw new WarehouseException("VACUUM REINDEX and RECLUSTER need a table");
      }
      return null;
    }
    TableName table = cursor.table();
    if (cursor.take("to")) {
      cursor.number();
      cursor.expect("percent");
    }
    cursor.take("boost");
    cursor.expectEnd();
    return table;
  }

  /** The table of an ANALYZE; null for all. */
  static @Nullable TableName analyzed(Cursor cursor) throws WarehouseException {
    cursor.next();
    cursor.take("verbose");
    if (cursor.atEnd() || predicates(cursor)) {
      cursor.expectEnd();
      return null;
    }
    TableName table = cursor.table();
    if (cursor.sees("(")) {
      cursor.names();
    }
    predicates(cursor);
    cursor.expectEnd();
    return table;
  }

  private static boolean predicates(Cursor cursor) {
    return cursor.take("predicate", "columns") || cursor.take("all", "columns");
  }

  /**
   * The query that finds a row of the target that a MERGE would update twice; empty if the MERGE
   * updates nothing.
   */
  static String mergeDuplicates(List<Token> merge, Dialect dialect) throws WarehouseException {
    Cursor cursor = new Cursor(merge);
    cursor.expect("merge");
    cursor.expect("into");
    TableName target = cursor.table();
    String alias = alias(cursor, "using", target.table());
    cursor.expect("using");
    if (cursor.sees("(")) {
      throw new WarehouseException(
          "the source of MERGE must be a table; fill a temporary table first");
    }
    TableName source = cursor.table();
    String sourceAlias = alias(cursor, "on", source.table());
    cursor.expect("on");
    List<Token> condition = new ArrayList<>();
    while (!cursor.atEnd() && !cursor.sees("when") && !cursor.sees("remove")) {
      condition.add(cursor.next());
    }
    if (cursor.sees("remove")) {
      throw new WarehouseException(
          "MERGE .. REMOVE DUPLICATES is not supported by the local warehouse");
    }
    if (!cursor.take("when", "matched")) {
      return "";
    }
    return "SELECT 1 FROM %1$s AS %2$s JOIN %3$s AS %4$s ON %5$s GROUP BY %2$s.rowid HAVING count(*) > 1 LIMIT 1"
        .formatted(target.sql(), alias, source.sql(), sourceAlias, dialect.sql(condition));
  }

  private static String alias(Cursor cursor, String until, String otherwise)
      throws WarehouseException {
    boolean said = cursor.take("as");
    return said || !cursor.sees(until)
        ? cursor.next().sql()
        : new Token(Token.Kind.NAME, otherwise, false).sql();
  }
}
