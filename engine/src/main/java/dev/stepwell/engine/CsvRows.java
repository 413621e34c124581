package dev.stepwell.engine;

import java.util.ArrayList;
import java.util.List;

/** Reads comma-separated values as RFC 4180 has them; empty lines are skipped. */
final class CsvRows {

  private final String text;
  private final char delimiter;
  private int at;

  private CsvRows(String text, char delimiter) {
    this.text = text;
    this.delimiter = delimiter;
  }

  static List<List<String>> read(String text, char delimiter) {
    CsvRows reader = new CsvRows(text, delimiter);
    List<List<String>> rows = new ArrayList<>();
    while (reader.at < text.length()) {
      if (!reader.skipLineEnd()) {
        rows.add(reader.row());
      }
    }
    return rows;
  }

  private boolean skipLineEnd() {
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
      return true;
    }
    return false;
  }

  private List<String> row() {
    List<String> fields = new ArrayList<>();
    fields.add(field());
    while (at < text.length() && text.charAt(at) == delimiter) {
      at++;
      fields.add(field());
    }
    skipLineEnd();
    return fields;
  }

  private String field() {
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int start = at;
    while (at < text.length() && !endsField(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private boolean endsField(char c) {
    return c == delimiter
        || c == '\n'
        || (c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n');
  }

  private String quoted() {
    StringBuilder field = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        field.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        field.append('"');
        at++;
      } else {
        break;
      }
    }
    return field.toString();
  }
}
