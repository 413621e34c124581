package dev.stepwell.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencePathTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$ | {\"a\":1} | 9",
        "$.a | {\"a\":1,\"b\":2} | {\"a\":9,\"b\":2}",
        "$.c | {\"a\":1,\"b\":2} | {\"a\":1,\"b\":2,\"c\":9}",
        "$.x.y.z | {\"a\":1} | {\"a\":1,\"x\":{\"y\":{\"z\":9}}}",
        "$.a.b | {\"a\":{\"c\":1},\"d\":2} | {\"a\":{\"c\":1,\"b\":9},\"d\":2}",
        "$['a-b'] | {} | {\"a-b\":9}",
        "$.a[1] | {\"a\":[1,2,3]} | {\"a\":[1,9,3]}",
        "$.a[0].b | {\"a\":[{\"b\":1}]} | {\"a\":[{\"b\":9}]}",
      })
  void putsTheValueAtItsPlace(String path, String into, String expected) {
    assertThat(ReferencePath.parse(path).write(Json.parse(into), Json.of(9)).compact())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$.a | \"text\"",
        "$.a | [1]",
        "$.a.b | {\"a\":1}",
        "$.a.b | {\"a\":null}",
        "$.a[2] | {\"a\":[1,2]}",
        "$.a[0] | {\"a\":{}}",
        "$.a[0] | {}",
      })
  void failsWhereTheValueHasNoPlace(String path, String into) {
    assertThatThrownBy(() -> ReferencePath.parse(path).write(Json.parse(into), Json.of(9)))
        .isInstanceOfSatisfying(
            EvaluationException.class, e -> assertThat(e.error()).isEqualTo("States.Runtime"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "$$.a", "$v", "$.a[*]", "$..a", "$.a[0:1]", "$['a','b']"})
  void refusesWhatNamesNoSinglePlace(String text) {
    assertThatThrownBy(() -> ReferencePath.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
