package dev.stepwell.local.glue;

import static dev.stepwell.local.sql.SqlText.literal;
import static dev.stepwell.local.sql.SqlText.name;

import dev.stepwell.local.s3.DataFiles;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.s3.S3Object;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
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
    List<Column> keys = found.partitionKeys();
    if (keys.isEmpty()) {
      if (predicate != null && !predicate.isBlank()) {
        throw ServiceException.refused(
            "InvalidInputException",
            "Table " + table + " has no partition keys, so it takes no predicate: " + predicate);
      }
      return query(found, List.of(new Group(List.of(), files(found.location()))));
    }
    List<Group> groups = new ArrayList<>();
    for (Partition partition : filter(session, found, predicate)) {
      groups.add(new Group(partition.values(), files(partition.location())));
    }
    return query(found, groups);
  }

  /** Files that have the same values of the partition keys. */
  private record Group(List<String> values, List<String> files) {}

  private List<String> files(String location) throws ServiceException {
    List<String> files = new ArrayList<>();
    for (S3Object object : DataFiles.below(store, location)) {
      files.add(object.file().toString());
    }
    return files;
  }

  /** The partitions of a table for which a condition over its partition keys holds. */
  public List<Partition> filter(SqlSession session, Table table, @Nullable String predicate)
      throws ServiceException {
    List<Partition> all = catalog.partitions(table.database(), table.name());
    if (predicate == null || predicate.isBlank() || all.isEmpty()) {
      return all;
    }
    StringJoiner rows = new StringJoiner(", ");
    for (int i = 0; i < all.size(); i++) {
      StringJoiner row = new StringJoiner(", ", "(", ")").add(Integer.toString(i));
      all.get(i).values().forEach(value -> row.add(literal(value)));
      rows.add(row.toString());
    }
    StringJoiner names = new StringJoiner(", ").add("\"partition number\"");
    StringJoiner typed = new StringJoiner(", ").add("\"partition number\"");
    for (Column key : table.partitionKeys()) {
      names.add(name(key.name()));
      typed.add(
          "CAST(" + name(key.name()) + " AS " + type(table, key) + ") AS " + name(key.name()));
    }
    String sql =
        "SELECT \"partition number\" FROM (SELECT "
            + typed
            + " FROM (VALUES "
            + rows
            + ") v("
            + names
            + ")) WHERE ("
            + predicate
            + "\n) ORDER BY 1";
    try {
      SqlResult matches = session.run(sql);
      List<Partition> kept = new ArrayList<>();
      matches.rows().forEach(row -> kept.add(all.get(((Number) row.get(0)).intValue())));
      return kept;
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
          row.add("CAST(" + literal(group.values.get(i)) + " AS " + type(table, keys.get(i)) + ")");
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
