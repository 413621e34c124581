package dev.stepwell.local.sql;

import java.util.ArrayList;
import java.util.List;

/** Takes CSV text apart; for samples and headers, while whole files are read by the SQL engine. */
public final class CsvText {

  private CsvText() {}

  /** The rows of a text, at most so many; quoted fields may hold separators and line feeds. */
  public static List<List<String>> rows(String text, char separator, int most) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = text.startsWith("\ufeff") ? 1 : 0; i < text.length() && rows.size() < most; i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          field.append(c);
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"' && field.isEmpty()) {
        quoted = true;
      } else if (c == separator) {
        row.add(field.toString());
        field.setLength(0);
      } else if (c == '\n') {
        end(rows, row, field);
        row = new ArrayList<>();
      } else {
        field.append(c);
      }
    }
    if (rows.size() < most && (!row.isEmpty() || !field.isEmpty())) {
      end(rows, row, field);
    }
    return rows;
  }

  private static void end(List<List<String>> rows, List<String> row, StringBuilder field) {
    int length = field.length();
    if (length > 0 && field.charAt(length - 1) == '\r') {
      field.setLength(length - 1);
    }
    row.add(field.toString());
    field.setLength(0);
    if (row.size() > 1 || !row.get(0).isEmpty() || rows.isEmpty()) {
      rows.add(row);
    }
  }
}
