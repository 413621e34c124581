package dev.stepwell.local.glue;

import java.util.List;

/**
 * What one file says about its table.
 *
 * @param format {@code csv}, {@code json} or {@code parquet}
 * @param delimiter what separates the fields of a CSV file; empty for other formats
 * @param header whether the first line of a CSV file looks like the names of its columns
 * @param firstLine the fields of a CSV file's first line; none for other formats
 * @param columns the columns with their types; those of a CSV file are {@code col0}, {@code col1}
 *     and so on with the types below the first line, until it is decided what that line is
 * @param rows how many rows were looked at
 */
record FileSchema(
    String format,
    String delimiter,
    boolean header,
    List<String> firstLine,
    List<Column> columns,
    int rows) {

  FileSchema {
    firstLine = List.copyOf(firstLine);
    columns = List.copyOf(columns);
  }

  static FileSchema typed(String format, List<Column> columns) {
    return new FileSchema(format, "", false, List.of(), columns, 0);
  }

  /** This CSV file once it is decided whether its first line is a header. */
  FileSchema read(boolean withHeader, List<Column> decided) {
    return new FileSchema(format, delimiter, withHeader, firstLine, decided, rows);
  }

  /** The type that holds the values of both; the empty type is that of no value at all. */
  static String wider(String one, String other) {
    if (one.equals(other) || other.isEmpty()) {
      return one;
    }
    if (one.isEmpty()) {
      return other;
    }
    List<String> numbers = List.of("tinyint", "smallint", "int", "bigint", "float", "double");
    int first = numbers.indexOf(one);
    int second = numbers.indexOf(other);
    return first < 0 || second < 0 ? "string" : numbers.get(Math.max(first, second));
  }
}
