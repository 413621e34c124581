package dev.stepwell.local.glue;

import dev.stepwell.local.sql.CsvText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Infers the schema of a CSV text by the rules of Glue's built-in classifier: the separator is one
 * of comma, pipe, tab, semicolon and Ctrl-A; the first line is a header if all its fields are texts
 * of less than 150 characters (the last may be longer) and some column below it is no text.
 */
final class CsvSchemas {

  private static final String SEPARATORS = ",|\t;\u0001";
  private static final int ROWS = 1000;
  private static final Pattern INTEGER = Pattern.compile("[-+]?\\d{1,18}");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])-([0-2]\\d|3[01])");
  private static final Pattern TIMESTAMP =
      Pattern.compile(DATE.pattern() + " ([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?");

  private CsvSchemas() {}

  /** The schema, if the text is a table of at least two columns. */
  static Optional<FileSchema> infer(String text) {
    String separator = separator(text);
    if (separator.isEmpty()) {
      return Optional.empty();
    }
    List<List<String>> rows = CsvText.rows(text, separator.charAt(0), ROWS + 1);
    List<String> first = rows.get(0);
    List<String> types = new ArrayList<>(Collections.nCopies(first.size(), ""));
    for (List<String> row : rows.subList(1, rows.size())) {
      for (int i = 0; i < Math.min(row.size(), types.size()); i++) {
        types.set(i, FileSchema.wider(types.get(i), type(row.get(i))));
      }
    }
    boolean header = isHeader(first, types);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      columns.add(new Column("col" + i, types.get(i)));
    }
    return Optional.of(new FileSchema("csv", separator, header, first, columns, rows.size() - 1));
  }

  /** The file, read with its first line as names. */
  static FileSchema withHeader(FileSchema schema) {
    List<Column> named = new ArrayList<>();
    for (int i = 0; i < schema.columns().size(); i++) {
      named.add(new Column(name(schema.firstLine().get(i), i), schema.columns().get(i).type()));
    }
    return schema.read(true, named);
  }

  /** The file, read with its first line as a row like the others. */
  static FileSchema withoutHeader(FileSchema schema) {
    List<Column> wider = new ArrayList<>();
    for (int i = 0; i < schema.columns().size(); i++) {
      Column column = schema.columns().get(i);
      String first = type(schema.firstLine().get(i));
      wider.add(new Column(column.name(), FileSchema.wider(column.type(), first)));
    }
    return schema.read(false, wider);
  }

  private static String name(String field, int at) {
    String name = Catalog.lower(field.strip());
    return name.isEmpty() ? "col" + at : name;
  }

  private static boolean isHeader(List<String> first, List<String> types) {
    boolean typed = false;
    for (int i = 0; i < first.size(); i++) {
      String field = first.get(i);
      if (!type(field).equals("string") || (field.length() >= 150 && i < first.size() - 1)) {
        return false;
      }
      typed |= !types.get(i).isEmpty() && !types.get(i).equals("string");
    }
    return typed;
  }

  private static String type(String field) {
    String value = field.strip();
    if (value.isEmpty()) {
      return "";
    }
    if (INTEGER.matcher(value).matches()) {
      return "bigint";
    }
    if (NUMBER.matcher(value).matches()) {
      return "double";
    }
    if (DATE.matcher(value).matches()) {
      return "date";
    }
    return TIMESTAMP.matcher(value).matches() ? "timestamp" : "string";
  }

  /** The separator that most often is in the first line; the first of those that tie. */
  private static String separator(String text) {
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    String best = "";
    long most = 0;
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char candidate = SEPARATORS.charAt(i);
      long count = line.chars().filter(c -> c == candidate).count();
      if (count > most) {
        most = count;
        best = String.valueOf(candidate);
      }
    }
    return best;
  }
}
