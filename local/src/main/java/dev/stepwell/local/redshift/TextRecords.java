package dev.stepwell.local.redshift;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the records of a delimited text, with or without quotes; counts lines as an editor does.
 */
final class TextRecords {

  private final Reader in;
  private final char delimiter;
  private final int quote;
  private final char[] buffer = new char[1 << 16];
  private final List<String> fields = new ArrayList<>();
  private final StringBuilder field = new StringBuilder();
  private int length;
  private int at;
  private long nextLine = 1;
  private long line;

  /**
   * The records of a text.
   *
   * @param quote the quote, which is doubled inside a field; -1 for none
   */
  TextRecords(Reader in, char delimiter, int quote) {
    this.in = in;
    this.delimiter = delimiter;
    this.quote = quote;
  }

  /**
   * The fields of the record that was read last; the next call of {@link #next} changes the list.
   */
  List<String> fields() {
    return fields;
  }

  /** The line on which that record begins, from 1. */
  long line() {
    return line;
  }

  /** Reads a record; false at the end of the text. */
  boolean next() throws IOException {
    fields.clear();
    field.setLength(0);
    int c = read();
    if (c < 0) {
      return false;
    }
    line = nextLine;
    boolean quoted = false;
    while (c >= 0) {
      if (quoted) {
        if (c == quote) {
          c = read();
          if (c == quote) {
            field.append((char) c);
          } else {
            quoted = false;
            continue;
          }
        } else {
          countLine(c);
          field.append((char) c);
        }
      } else if (c == quote && field.isEmpty()) {
        quoted = true;
      } else if (c == delimiter) {
        endField();
      } else if (c == '\n') {
        nextLine++;
        break;
      } else if (c != '\r' || !atLineEnd()) {
        field.append((char) c);
      }
      c = read();
    }
    endField();
    return true;
  }

  private void countLine(int c) {
    if (c == '\n') {
      nextLine++;
    }
  }

  private void endField() {
    fields.add(field.toString());
    field.setLength(0);
  }

  private boolean atLineEnd() throws IOException {
    int c = read();
    if (c >= 0) {
      at--;
    }
    return c < 0 || c == '\n';
  }

  private int read() throws IOException {
    if (at == length) {
      length = in.read(buffer);
      at = 0;
      if (length <= 0) {
        length = 0;
        return -1;
      }
    }
    return buffer[at++];
  }
}
