package dev.stepwell.local.glue;

import static dev.stepwell.local.sql.SqlText.literal;
import static dev.stepwell.local.sql.SqlText.name;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.s3.DataFiles;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.s3.S3Object;
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
    List<Group> groups = new ArrayList<>();
    List<S3Object> all = new ArrayList<>();
    if (table.partitionKeys().isEmpty()) {
      all.addAll(DataFiles.below(store, table.location()));
      groups.add(new Group(List.of(), paths(all)));
    }
    for (Partition partition : table.partitionKeys().isEmpty() ? List.<Partition>of() : partitions) {
      List<S3Object> files = DataFiles.below(store, partition.location());
      all.addAll(files);
      groups.add(new Group(partition.values(), paths(files)));
    }
    return new LakeScan(query(table, groups), all);
  }

  /** Files that have the same values of the partition keys. */
  private record Group(List<String> values, List<String> files) {}

  private static List<String> paths(List<S3Object> objects) {
    return objects.stream().map(object -> object.file().toString()).toList();
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
          "CAST(" + name(key.name()) + " AS " + type(table, key) + ") AS " + name(key.name()));
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
    return "SELECT \"partition number\" FROM (SELECT " + typed + " FROM temp.partition_values) WHERE (";
  }

  private static String query(Table table, List<Group> groups) throws ServiceException {
    List<Group> filled = groups.stream().filter(group -> !group.files.isEmpty()).toList();
    if (filled.isEmpty()) {
      StringJoiner nothing = new StringJoiner(", ");
      for (Column column : table.columns()) {
        nothing.add("CAST(NULL AS " + type(table, column) + ") AS " + name(column.name()));
      }
      for (Column key : table.partitionKeys()) {
        nothing.add("CAST(NULL AS " + type(table, key) + ") AS " + name(key.name()));
      }
      return "SELECT " + nothing + " WHERE false";
    }
    StringJoiner columns = new StringJoiner(", ");
    for (Column column : table.columns()) {
      columns.add(
          "TRY_CAST(f."
              + name(column.name())
              + " AS "
              + type(table, column)
              + ") AS "
              + name(column.name()));
    }
    List<Column> keys = table.partitionKeys();
    if (keys.isEmpty()) {
      return "SELECT " + columns + " FROM " + FileFormats.reader(table, filled.get(0).files) + " f";
    }
    StringJoiner values = new StringJoiner(", ");
    List<String> files = new ArrayList<>();
    for (Group group : filled) {
      for (String file : group.files) {
        StringJoiner row = new StringJoiner(", ", "(", ")").add(literal(file));
        for (int i = 0; i < keys.size(); i++) {
          String value = group.values.get(i);
          String written = Partition.NULL.equals(value) ? "NULL" : literal(value);
          row.add("CAST(" + written + " AS " + type(table, keys.get(i)) + ")");
        }
        values.add(row.toString());
        files.add(file);
      }
    }
    StringJoiner names = new StringJoiner(", ").add("filename");
    for (Column key : keys) {
      columns.add("k." + name(key.name()));
      names.add(name(key.name()));
    }
    return "SELECT "
        + columns
        + " FROM "
        + FileFormats.reader(table, files)
        + " f JOIN (VALUES "
        + values
        + ") k("
        + names
        + ") ON f.filename = k.filename";
  }

  private static String type(Table table, Column column) throws ServiceException {
    try {
      return HiveTypes.toDuck(column.type());
    } catch (IllegalArgumentException unknown) {
      throw ServiceException.refused(
          "InvalidInputException",
          "Table " + table.name() + ", column " + column.name() + ": " + unknown.getMessage());
    }
  }
}
