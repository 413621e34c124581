package dev.stepwell.local.glue;

import static dev.stepwell.local.sql.SqlText.literal;
import static dev.stepwell.local.sql.SqlText.name;

import dev.stepwell.local.s3.S3Object;
import dev.stepwell.local.service.ServiceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * What reading a table, or some of its partitions, takes. The files are those that were there when
 * it was made. Immutable.
 */
public final class LakeScan {

  /** Files that have the same values of the partition keys. */
  record Group(List<String> values, String bucket, List<S3Object> files) {}

  private final Table table;
  private final List<Group> groups;

  LakeScan(Table table, List<Group> groups) {
    this.table = table;
    this.groups = groups.stream().filter(group -> !group.files.isEmpty()).toList();
  }

  /** The files that are read. */
  public List<S3Object> files() {
    return groups.stream().flatMap(group -> group.files.stream()).toList();
  }

  /** How many bytes the files have together. */
  public long bytes() {
    return files().stream().mapToLong(S3Object::size).sum();
  }

  /** The S3 addresses of the files, by their names on this machine. */
  public Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    for (Group group : groups) {
      for (S3Object file : group.files) {
        addresses.put(file.file().toString(), "s3://" + group.bucket + "/" + file.key());
      }
    }
    return addresses;
  }

  /**
   * The SQL query that gives the rows: the table's columns, then its partition keys. A value that
   * does not fit the column's type reads as NULL.
   *
   * @throws ServiceException {@code InvalidInputException} if the format or a type cannot be read
   */
  public String sql() throws ServiceException {
    return sql(Set.of());
  }

  /**
   * The same.
   *
   * @param missing columns that none of the files has; they read as NULL
   */
  public String sql(Set<String> missing) throws ServiceException {
    if (groups.isEmpty()) {
      return nothing();
    }
    StringJoiner columns = new StringJoiner(", ");
    for (Column column : table.columns()) {
      String value = missing.contains(column.name()) ? "NULL" : "f." + name(column.name());
      columns.add(
          "TRY_CAST(" + value + " AS " + type(table, column) + ") AS " + name(column.name()));
    }
    List<Column> keys = table.partitionKeys();
    List<String> files = new ArrayList<>();
    StringJoiner values = new StringJoiner(", ");
    for (Group group : groups) {
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < keys.size(); i++) {
        String value = group.values.get(i);
        String written = Partition.NULL.equals(value) ? "NULL" : literal(value);
        row.append(", CAST(").append(written).append(" AS ").append(type(table, keys.get(i)));
        row.append(')');
      }
      for (S3Object file : group.files) {
        files.add(file.file().toString());
        values.add("(" + literal(file.file().toString()) + row + ")");
      }
    }
    String reader = FileFormats.reader(table, files);
    if (keys.isEmpty()) {
      return "SELECT " + columns + " FROM " + reader + " f";
    }
    StringJoiner names = new StringJoiner(", ").add("filename");
    for (Column key : keys) {
      columns.add("k." + name(key.name()));
      names.add(name(key.name()));
    }
    return "SELECT "
        + columns
        + " FROM "
        + reader
        + " f JOIN (VALUES "
        + values
        + ") k("
        + names
        + ") ON f.filename = k.filename";
  }

  private String nothing() throws ServiceException {
    StringJoiner nothing = new StringJoiner(", ");
    List<Column> all = new ArrayList<>(table.columns());
    all.addAll(table.partitionKeys());
    for (Column column : all) {
      nothing.add("CAST(NULL AS " + type(table, column) + ") AS " + name(column.name()));
    }
    return "SELECT " + nothing + " WHERE false";
  }

  /** DuckDB's type of a column. */
  static String type(Table table, Column column) throws ServiceException {
    try {
      return HiveTypes.toDuck(column.type());
    } catch (IllegalArgumentException unknown) {
      throw ServiceException.refused(
          "InvalidInputException",
          "Table " + table.name() + ", column " + column.name() + ": " + unknown.getMessage());
    }
  }
}
