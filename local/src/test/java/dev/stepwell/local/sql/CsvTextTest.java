package dev.stepwell.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTextTest {

  @Test
  void keepsSeparatorsAndLineFeedsInQuotes() {
    assertThat(CsvText.rows("a,\"b,\n\"\"c\"\"\"\r\nd,\n", ',', 10))
        .containsExactly(List.of("a", "b,\n\"c\""), List.of("d", ""));
  }

  @Test
  void stopsAfterSoManyRows() {
    assertThat(CsvText.rows("a\nb\nc\n", ',', 2)).hasSize(2);
  }

  @Test
  void skipsAByteOrderMarkAndEmptyLines() {
    assertThat(CsvText.rows("\ufeffa;b\n\n1;2", ';', 10))
        .containsExactly(List.of("a", "b"), List.of("1", "2"));
  }
}
