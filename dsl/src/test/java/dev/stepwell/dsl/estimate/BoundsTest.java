package dev.stepwell.dsl.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.jsonata.JsonataParser;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$n < 5                               | true  | n<5",
        "$n <= 5                              | true  | n<6",
        "5 > $n                               | true  | n<5",
        "5 >= $n                              | true  | n<6",
        "$n < 4.5                             | true  | n<5",
        "$n <= 4.5                            | true  | n<5",
        "$n >= 5                              | false | n<5",
        "$n > 5                               | false | n<6",
        "$not($n >= 5)                        | true  | n<5",
        "$s = 'R' and ($n < 5)                | true  | n<5",
        "$n < 5 and $m < 7                    | true  | n<5 m<7",
        "$s = 'F' or $n >= 5                  | false | n<5",
        "($exists($n) ? $n : 0) < 5           | true  | n<5?",
        "$n < 5                               | false | ''",
        "$n < 5 or $s = 'R'                   | true  | ''",
        "$s = 'R' and $n >= 5                 | false | ''",
        "$n < $m                              | true  | ''",
        "$n > 5                               | true  | ''",
        "$n * 2 < 5                           | true  | ''",
        "($exists($m) ? $n : 0) < 5           | true  | ''",
        "$n < 1e300                           | true  | ''"
      })
  void findsUpperBoundsAndNothingElse(String condition, boolean holds, String expected) {
    assertThat(
            Bounds.of(JsonataParser.parse(condition), holds).stream()
                .map(of -> of.variable() + "<" + of.below() + (of.absentIsZero() ? "?" : ""))
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected);
  }
}
