package dev.stepwell.local.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextRecordsTest {

  @Test
  void readsQuotesDoubledQuotesAndLineBreaksInside() throws IOException {
    assertThat(read("a,\"b,\"\"c\"\"\"\r\n\"two\nlines\",\n\nend", ',', '"'))
        .containsExactly("1: [a, b,\"c\"]", "2: [two\nlines, ]", "4: []", "5: [end]");
  }

  @Test
  void takesQuotesForTextOutsideCsv() throws IOException {
    assertThat(read("\"a\"|b\nc|d\n", '|', -1)).containsExactly("1: [\"a\", b]", "2: [c, d]");
  }

  private static List<String> read(String text, char delimiter, int quote) throws IOException {
    TextRecords records =
        new TextRecords(
            new StringReader(text), new TextRecords.Style(delimiter, quote, false, false, "\\N"));
    List<String> read = new ArrayList<>();
    while (records.next()) {
      read.add(records.line() + ": " + records.fields());
    }
    return read;
  }
}
