package dev.stepwell.local.glue;

import static dev.stepwell.local.sql.SqlText.name;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.s3.DataFiles;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlTree;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Reads catalog tables: the SQL that selects what their files hold, with the catalog's types. */
public final class LakeTables {

  private final Catalog catalog;
  private final ObjectStore store;

  /** Tables of a catalog whose files are in a store. */
  public LakeTables(Catalog catalog, ObjectStore store) {
    this.catalog = catalog;
    this.store = store;
  }

  /** The buckets in which the tables' files are. */
  public ObjectStore store() {
    return store;
  }

  /** The catalog. */
  public Catalog catalog() {
    return catalog;
  }

  /**
   * The SQL query that selects a table: its columns, then its partition keys. A value that does not
   * fit the column's type reads as NULL, as in Athena and Glue. Files are looked up now.
   *
   * @param predicate a condition over the partition keys, which leaves out partitions before any
   *     file is read; null for the whole table
   * @throws ServiceException if there is no such table, its format cannot be read or the predicate
   *     is no condition over its partition keys
   */
  public String select(
      SqlSession session, String database, String table, @Nullable String predicate)
      throws ServiceException {
    Table found = catalog.table(database, table);
    if (found.partitionKeys().isEmpty()) {
      if (predicate != null && !predicate.isBlank()) {
        throw ServiceException.refused(
            "InvalidInputException",
            "Table " + table + " has no partition keys, so it takes no predicate: " + predicate);
      }
      return scan(found, List.of()).sql();
    }
    return scan(found, filter(session, found, predicate)).sql();
  }

  /**
   * What reading some partitions of a table takes. Files are looked up now.
   *
   * @param partitions which; they count only if the table has partition keys
   */
  public LakeScan scan(Table table, List<Partition> partitions) throws ServiceException {
    List<LakeScan.Group> groups = new ArrayList<>();
    if (table.partitionKeys().isEmpty()) {
      groups.add(group(List.of(), table.location()));
    } else {
      for (Partition partition : partitions) {
        groups.add(group(partition.values(), partition.location()));
      }
    }
    return new LakeScan(table, groups);
  }

  private LakeScan.Group group(List<String> values, String location) throws ServiceException {
    String bucket = DataFiles.Address.of(location).bucket();
    return new LakeScan.Group(values, bucket, DataFiles.below(store, location));
  }

  /** The partitions of a table for which a condition over its partition keys holds. */
  public List<Partition> filter(SqlSession session, Table table, @Nullable String predicate)
      throws ServiceException {
    List<Partition> all = catalog.partitions(table.database(), table.name());
    if (predicate == null || predicate.isBlank() || all.isEmpty()) {
      return all;
    }
    return filter(session, table, all, predicate);
  }

  /** Those of some partitions for which a condition over their table's partition keys holds. */
  public List<Partition> filter(
      SqlSession session, Table table, List<Partition> all, String predicate)
      throws ServiceException {
    try {
      checkCondition(session, predicate);
      SqlResult matches = session.runAsWritten(numbers(session, table, all) + predicate + "\n)");
      List<Integer> kept = new ArrayList<>();
      matches.rows().forEach(row -> kept.add(((Number) row.get(0)).intValue()));
      return kept.stream().sorted().map(all::get).toList();
    } catch (SQLException refused) {
      throw ServiceException.refused(
          "InvalidInputException",
          "'"
              + predicate
              + "' is no condition over the partition keys "
              + table.partitionKeys().stream().map(Column::name).toList()
              + " of table "
              + table.name()
              + ": "
              + refused.getMessage());
    }
  }

  /** A text that is more than a condition must not get into a question. */
  private static void checkCondition(SqlSession session, String predicate) throws SQLException {
    JsonObject question = SqlTree.parse(session, "SELECT 1 FROM p WHERE (" + predicate + "\n)");
    if (question.array("modifiers").length() > 0
        || question.array("group_expressions").length() > 0
        || question.get("having") instanceof JsonObject
        || !"SELECT_NODE".equals(question.string("type"))) {
      throw new SQLException("it is more than one condition");
    }
    List<String> foreign = new ArrayList<>();
    SqlTree.walk(
        question.object("where_clause"),
        each -> {
          if ("SUBQUERY".equals(each.string("class"))) {
            foreign.add("subqueries are not supported");
          }
        });
    if (!foreign.isEmpty()) {
      throw new SQLException(foreign.get(0));
    }
  }

  /** Puts the values in a temporary table; the beginning of the question for their numbers. */
  private static String numbers(SqlSession session, Table table, List<Partition> all)
      throws SQLException, ServiceException {
    StringJoiner declared = new StringJoiner(", ").add("\"partition number\" INTEGER");
    StringJoiner typed = new StringJoiner(", ").add("\"partition number\"");
    List<Column> keys = table.partitionKeys();
    for (Column key : keys) {
      declared.add(name(key.name()) + " VARCHAR");
      typed.add(
          "CAST("
              + name(key.name())
              + " AS "
              + LakeScan.type(table, key)
              + ") AS "
              + name(key.name()));
    }
    session.runAsWritten("CREATE OR REPLACE TEMP TABLE partition_values (" + declared + ")");
    try (DuckDBAppender rows =
        session
            .connection()
            .unwrap(DuckDBConnection.class)
            .createAppender("temp", "main", "partition_values")) {
      for (int i = 0; i < all.size(); i++) {
        List<String> values = all.get(i).values();
        rows.beginRow();
        rows.append(i);
        for (int k = 0; k < keys.size(); k++) {
          if (Partition.NULL.equals(values.get(k))) {
            rows.appendNull();
          } else {
            rows.append(values.get(k));
          }
        }
        rows.endRow();
      }
    }
    return "SELECT \"partition number\" FROM (SELECT "
        + typed
        + " FROM temp.partition_values) WHERE (";
  }
}
