package dev.stepwell.local.glue;

import static dev.stepwell.local.sql.SqlText.literal;
import static dev.stepwell.local.sql.SqlText.name;

import dev.stepwell.local.service.ServiceException;
import java.util.List;
import java.util.StringJoiner;

/** The DuckDB functions that read the files of catalog tables. */
public final class FileFormats {

  private FileFormats() {}

  /** A table function that gives a table's columns and {@code filename}. */
  static String reader(Table table, List<String> files) throws ServiceException {
    StringJoiner list = new StringJoiner(", ", "[", "]");
    files.forEach(file -> list.add(literal(escapeGlob(file))));
    return switch (table.classification()) {
      case "parquet" ->
          "read_parquet("
              + list
              + ", hive_partitioning = false, union_by_name = true, filename = true)";
      case "csv" -> "read_csv(" + list + csvOptions(table) + ", filename = true)";
      case "json" ->
          "read_json("
              + list
              + ", columns = "
              + columns(table, true)
              + ", hive_partitioning = false, filename = true)";
      default ->
          throw ServiceException.refused(
              "InvalidInputException",
              "Table "
                  + table.name()
                  + " has the classification '"
                  + table.classification()
                  + "'; only csv, json and parquet can be read here");
    };
  }

  /** DuckDB takes file names for patterns. */
  public static String escapeGlob(String file) {
    return file.replace("[", "[[]").replace("*", "[*]").replace("?", "[?]");
  }

  /**
   * Reads as Hive does, which refuses no file: surplus fields are dropped, missing ones are NULL. A
   * line that is no UTF-8 text is left out, where Hive would show it garbled; one such file must
   * not keep people from asking about the others.
   */
  private static String csvOptions(Table table) {
    String separator = table.formatParameter("field.delim");
    if (separator == null) {
      separator = table.formatParameter("separatorChar");
    }
    String header = table.parameter("skip.header.line.count");
    return ", auto_detect = false, hive_partitioning = false, null_padding = true"
        + ", strict_mode = false, ignore_errors = true, delim = "
        + literal(separator == null ? "," : separator)
        + ", quote = '\"', escape = '\"', nullstr = ['', '\\N'], header = "
        + "1".equals(header)
        + ", columns = "
        + columns(table, false);
  }

  private static String columns(Table table, boolean typed) {
    StringJoiner columns = new StringJoiner(", ", "{", "}");
    for (Column column : table.columns()) {
      columns.add(
          name(column.name())
              + ": "
              + literal(typed ? HiveTypes.toDuck(column.type()) : "VARCHAR"));
    }
    return columns.toString();
  }
}
