package dev.stepwell.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "449, 0.4 s",
    "12040, 12.0 s",
    "59940, 59.9 s",
    "59960, 1 min 00 s",
    "125000, 2 min 05 s",
    "3720000, 1 h 02 min"
  })
  void writesDurations(long millis, String expected) {
    assertThat(Words.duration(Duration.ofMillis(millis))).isEqualTo(expected);
  }

  @Test
  void countsThings() {
    assertThat(Words.count(1, "day")).isEqualTo("1 day");
    assertThat(Words.count(11466, "row")).isEqualTo("11,466 rows");
  }

  @Test
  void breaksLinesAtSpacesAndKeepsLongWordsWhole() {
    assertThat(Words.wrap("one two s3://bucket/a/long/key three\nfour", 10))
        .containsExactly("one two", "s3://bucket/a/long/key", "three", "four");
  }

  @Test
  void suggestsTheNearestNameOnlyWhenItIsNear() {
    List<String> names = List.of("airports-refresh", "flights-daily");
    assertThat(Words.nearest("flight-dayly", names)).contains("flights-daily");
    assertThat(Words.nearest("orders", names)).isEmpty();
  }
}
