package dev.stepwell.local.redshift;

import dev.stepwell.local.sql.SqlResult;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows as lines of CSV, delimited text or fields of fixed width. */
final class UnloadLines {

  private final UnloadOptions options;
  private final List<SqlResult.Column> columns;
  private final List<Integer> widths;
  private final char delimiter;

  UnloadLines(UnloadOptions options, List<SqlResult.Column> columns) throws WarehouseException {
    this.options = options;
    this.columns = columns;
    this.delimiter = options.delimiter();
    this.widths =
        options.format() == UnloadOptions.Format.FIXEDWIDTH
            ? FixedWidthRecords.widths(options.text("fixedwidth"))
            : List.of();
    if (!widths.isEmpty() && widths.size() != columns.size()) {
      throw new WarehouseException(
          "FIXEDWIDTH has %d widths, but the query has %d columns"
              .formatted(widths.size(), columns.size()));
    }
  }

  /** The first line of a file; empty without HEADER. */
  String header() {
    if (!options.has("header")) {
      return "";
    }
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      line.append(i == 0 ? "" : String.valueOf(delimiter)).append(field(columns.get(i).name(), i));
    }
    return line.append('\n').toString();
  }

  /** The row at which the result stands. */
  String line(ResultSet row) throws SQLException {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      if (i > 0 && widths.isEmpty()) {
        line.append(delimiter);
      }
      line.append(field(row.getString(i + 1), i));
    }
    return line.append('\n').toString();
  }

  private String field(@Nullable String value, int index) {
    String text = value == null ? options.text("null") : value;
    return switch (options.format()) {
      case CSV -> needsQuotes(text) ? '"' + text.replace("\"", "\"\"") + '"' : text;
      case FIXEDWIDTH -> fixed(text, widths.get(index));
      default -> value == null ? text : delimited(text);
    };
  }

  private boolean needsQuotes(String text) {
    return text.chars().anyMatch(c -> c == delimiter || c == '"' || c == '\n' || c == '\r');
  }

  private static String fixed(String text, int width) {
    String cut = text.length() > width ? text.substring(0, width) : text;
    return cut + " ".repeat(width - cut.length());
  }

  private String delimited(String text) {
    boolean quotes = options.has("addquotes");
    String plain = options.has("escape") ? escaped(text, quotes) : text;
    return quotes ? '"' + plain + '"' : plain;
  }

  private String escaped(String text, boolean quotes) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n'
          || c == '\r'
          || c == '\\'
          || c == delimiter
          || (quotes && (c == '"' || c == '\''))) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }
}
