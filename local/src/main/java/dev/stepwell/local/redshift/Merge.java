package dev.stepwell.local.redshift;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code MERGE}, read by Redshift's rules, which are narrower than DuckDB's: the source is a table,
 * there is one WHEN MATCHED and then one WHEN NOT MATCHED, and neither has a condition.
 *
 * @param target the table that changes
 * @param source the table that it is matched with
 * @param sourceName how the condition calls the source
 * @param on the condition
 * @param removesDuplicates whether matches are replaced, with no WHEN
 * @param tokens the whole statement
 */
record Merge(
    TableName target,
    TableName source,
    String sourceName,
    List<Token> on,
    boolean removesDuplicates,
    List<Token> tokens) {

  static Merge parse(List<Token> tokens) throws WarehouseException {
    Cursor cursor = new Cursor(tokens);
    cursor.expect("merge");
    cursor.expect("into");
    TableName target = cursor.table();
    cursor.expect("using");
    if (cursor.sees("(")) {
      throw new WarehouseException(
          "the source of MERGE must be a table; fill a temporary table first");
    }
    TableName source = cursor.table();
    boolean said = cursor.take("as");
    String alias =
        said || !cursor.sees("on")
            ? cursor.next().sql()
            : new Token(Token.Kind.NAME, source.table(), false).sql();
    cursor.expect("on");
    List<Token> on = new ArrayList<>();
    while (!cursor.atEnd() && !cursor.sees("when") && !cursor.sees("remove")) {
      on.add(cursor.next());
    }
    if (source.shown().equals(target.shown())) {
      throw new WarehouseException("the source and the target of MERGE must be different tables");
    }
    boolean removes = cursor.take("remove");
    if (removes) {
      cursor.expect("duplicates");
    } else {
      clauses(cursor);
    }
    cursor.expectEnd();
    return new Merge(target, source, alias, on, removes, tokens);
  }

  private static void clauses(Cursor cursor) throws WarehouseException {
    cursor.expect("when");
    cursor.expect("matched");
    cursor.expect("then");
    boolean deletes = cursor.take("delete");
    if (!deletes) {
      cursor.expect("update");
      cursor.expect("set");
    }
    while (!cursor.sees("when")) {
      if (deletes) {
        throw cursor.unexpected();
      }
      cursor.next();
    }
    cursor.expect("when");
    cursor.expect("not");
    cursor.expect("matched");
    cursor.expect("then");
    cursor.expect("insert");
    if (cursor.sees("(")) {
      cursor.names();
    }
    cursor.expect("values");
    cursor.parenthesized();
  }

  /** The query that finds a row of the target that would be changed twice. */
  String duplicates(Dialect dialect) throws WarehouseException {
    return "SELECT 1 FROM %1$s AS %2$s JOIN %3$s AS %4$s ON %5$s GROUP BY %2$s.rowid HAVING count(*) > 1 LIMIT 1"
        .formatted(target.sql(), targetName(), source.sql(), sourceName, dialect.sql(on));
  }

  private String targetName() {
    return new Token(Token.Kind.NAME, target.table(), false).sql();
  }

  /** What REMOVE DUPLICATES means: matches go, then each different row of the source comes. */
  List<String> replacing(Dialect dialect) throws WarehouseException {
    return List.of(
        "CREATE OR REPLACE TEMP TABLE stepwell_merge AS SELECT DISTINCT * FROM " + source.sql(),
        "DELETE FROM %s USING %s AS %s WHERE %s"
            .formatted(target.sql(), source.sql(), sourceName, dialect.sql(on)),
        "INSERT INTO " + target.sql() + " SELECT * FROM temp.stepwell_merge",
        "DROP TABLE temp.stepwell_merge");
  }
}
