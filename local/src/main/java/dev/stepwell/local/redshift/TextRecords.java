package dev.stepwell.local.redshift;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a delimited text, with or without quotes; counts lines as an editor does.
 */
final class TextRecords implements Records {

  private static final int MISSING_QUOTE = 1216;

  /**
   * How fields are written.
   *
   * @param quote the quote of CSV, which is doubled inside a field; -1 for none
   * @param escape whether a backslash makes the next character an ordinary one
   * @param removeQuotes whether quotes around a field, single or double ones, are left out
   * @param nullAs the text that stands for NULL
   */
  record Style(char delimiter, int quote, boolean escape, boolean removeQuotes, String nullAs) {}

  private final Reader in;
  private final Style style;
  private final char[] buffer = new char[1 << 16];
  private final List<@Nullable String> fields = new ArrayList<>();
  private final StringBuilder field = new StringBuilder();
  private @Nullable Problem problem;
  private boolean escaped;
  private int length;
  private int at;
  private long nextLine = 1;
  private long line;

  TextRecords(Reader in, Style style) {
    this.in = in;
    this.style = style;
  }

  @Override
  public List<@Nullable String> fields() {
    return fields;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public @Nullable Problem problem() {
    return problem;
  }

  @Override
  public boolean next() throws IOException {
    fields.clear();
    field.setLength(0);
    problem = null;
    escaped = false;
    int c = read();
    if (c < 0) {
      return false;
    }
    line = nextLine;
    while (c >= 0 && c != '\n') {
      if (c == style.delimiter()) {
        endField();
      } else if (field.isEmpty() && isQuote(c)) {
        quoted(c);
      } else if (c == '\\' && style.escape()) {
        escape();
      } else if (c != '\r' || !atLineEnd()) {
        field.append((char) c);
      }
      c = read();
    }
    countLine(c);
    endField();
    return true;
  }

  private boolean isQuote(int c) {
    return c == style.quote() || (style.removeQuotes() && (c == '"' || c == '\''));
  }

  /** Reads up to the closing quote, which CSV doubles to mean itself. */
  private void quoted(int quote) throws IOException {
    while (true) {
      int c = read();
      if (c < 0) {
        problem = new Problem(MISSING_QUOTE, "Delimited value missing end quote");
        return;
      }
      if (c == quote) {
        if (style.removeQuotes() || peek() != quote) {
          return;
        }
        field.append((char) read());
      } else if (c == '\\' && style.escape()) {
        escape();
      } else {
        countLine(c);
        field.append((char) c);
      }
    }
  }

  /** Takes the next character as it is; {@code \N} stays, because it stands for NULL. */
  private void escape() throws IOException {
    int c = read();
    if (c == 'N' && field.isEmpty() && style.nullAs().equals("\\N")) {
      field.append("\\N");
    } else if (c >= 0) {
      escaped = true;
      countLine(c);
      field.append((char) c);
    }
  }

  private void countLine(int c) {
    if (c == '\n') {
      nextLine++;
    }
  }

  private void endField() {
    String text = field.toString();
    fields.add(!escaped && text.equals(style.nullAs()) ? null : text);
    field.setLength(0);
    escaped = false;
  }

  private boolean atLineEnd() throws IOException {
    int c = peek();
    return c < 0 || c == '\n';
  }

  private int peek() throws IOException {
    int c = read();
    if (c >= 0) {
      at--;
    }
    return c;
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
