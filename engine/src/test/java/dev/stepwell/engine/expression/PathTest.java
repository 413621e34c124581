package dev.stepwell.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTest {

  private static final Scope SCOPE =
      Given.input(
          """
          {"a":{"b":[{"c":1},{"c":2,"d":null}]},"my-key":"m","Test\\\\\\"k":"q","n":0,"s":"12",\
          "t":"2025-01-01T00:00:00Z","f":1.5,"users":[{"id":1,"status":0},{"id":2,"status":1}]}
          """,
          Map.of("v", Json.parse("{\"x\":[7,8]}")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$.a.b[0].c | 1",
        "$.a.b[-1].d | null",
        "$['a']['b'][1]['c'] | 2",
        "$['my-key'] | \"m\"",
        "$['Test\\\"k'] | \"q\"",
        "$.a.b[*].c | [1,2]",
        "$.a.b[1:].c | [2]",
        "$..c | [1,2]",
        "$.users[?(@.status == 0)].id | [1]",
        "$.users[?(@.status == none)].id | []",
        "$.users[?(@.status == 0)][0] | []",
        "$['n','s'] | {\"n\":0,\"s\":\"12\"}",
        "$$.State.Name | \"S\"",
        "$$.Execution.Input.a | 1",
        "$v.x[1] | 8",
        "$v['x'] | [7,8]",
        "$v | {\"x\":[7,8]}",
        "$.items[*] | []",
        "$.item.items[1:5].itemValue | []",
        "$.nothing[?(@.x > 1)] | []",
      })
  void findsValues(String path, String expected) {
    assertThat(Path.parse(path).read(SCOPE)).isEqualTo(Json.parse(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$.missing | Invalid path '$.missing' : No results for path: $['missing']",
        "$.no.such.path | Invalid path '$.no.such.path' : Missing property in path $['no']",
        "$.a.x | Invalid path '$.a.x' : No results for path: $['a']['x']",
        "$.a.b[5] | Invalid path '$.a.b[5]' : No results for path: $['a']['b'][5]",
        "$w.x | Invalid path '$w.x' : No results for path: $['w']",
      })
  void tellsWhereADefinitePathEnds(String path, String cause) {
    assertThat(Path.parse(path).find(SCOPE)).isNull();
    assertThatThrownBy(() -> Path.parse(path).read(SCOPE))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e -> {
              assertThat(e.error()).isEqualTo("States.Runtime");
              assertThat(e.cause()).isEqualTo(cause);
              assertThat(e.location()).isNull();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.b",
        "$.",
        "$.a.",
        "$[",
        "$.a[",
        "$.a[x]",
        "$.a[]",
        "$.a.length()",
        "$.a b",
        "$..",
        "$.a[?(@.x]",
        "$.a[:]",
        "$.a[?(1)]",
        "$['a",
        "$.a[99999999999]"
      })
  void refusesWhatIsNoPath(String text) {
    assertThatThrownBy(() -> Path.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsWhichPathsAreDefinite() {
    assertThat(Path.parse("$.a.b[0]['x']").isDefinite()).isTrue();
    assertThat(Path.parse("$.a[*]").isDefinite()).isFalse();
    assertThat(Path.parse("$..a").isDefinite()).isFalse();
    assertThat(Path.parse("$.a[0,1]").isDefinite()).isFalse();
    assertThat(Path.parse("$.a[?(@.x)]").isDefinite()).isFalse();
  }

  @Test
  void readsSeconds() {
    assertThat(Path.parse("$.n").readSeconds(SCOPE, "SecondsPath")).isZero();
    assertThat(Path.parse("$.s").readSeconds(SCOPE, "SecondsPath")).isEqualTo(12);
    assertFails(
        () -> Path.parse("$.x").readSeconds(SCOPE, "SecondsPath"),
        "The SecondsPath parameter does not reference an input value: $.x");
    assertFails(
        () -> Path.parse("$.f").readSeconds(SCOPE, "SecondsPath"),
        "The SecondsPath parameter cannot be parsed as a long value: $.f == 1.5");
    assertFails(
        () -> Path.parse("$.a.b[0]").readSeconds(SCOPE, "SecondsPath"),
        "The SecondsPath parameter cannot be parsed as a long value: $.a.b[0] == {\"c\":1}");
    assertFails(
        () -> Path.parse("$").readSeconds(SCOPE.withInput(Json.of(-1)), "SecondsPath"),
        "The SecondsPath parameter references a negative value: $ == -1");
  }

  @Test
  void readsInstants() {
    assertThat(Path.parse("$.t").readInstant(SCOPE, "TimestampPath"))
        .isEqualTo(Instant.parse("2025-01-01T00:00:00Z"));
    assertFails(
        () -> Path.parse("$.s").readInstant(SCOPE, "TimestampPath"),
        "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time"
            + " format string: $.s == 12");
  }

  @Test
  void readsNumbersOfMaps() {
    assertThat(Path.parse("$.n").readInteger(SCOPE, "MaxConcurrencyPath")).isZero();
    assertThat(Path.parse("$.f").readFloat(SCOPE, "ToleratedFailurePercentagePath")).isEqualTo(1.5);
    assertFails(
        () -> Path.parse("$.t").readInteger(SCOPE, "MaxConcurrencyPath"),
        "The MaxConcurrencyPath field refers to value \"2025-01-01T00:00:00Z\" which is not a valid"
            + " integer: $.t");
    assertFails(
        () -> Path.parse("$.a").readFloat(SCOPE, "ToleratedFailurePercentagePath"),
        "The ToleratedFailurePercentagePath field refers to value"
            + " \"{\"b\":[{\"c\":1},{\"c\":2,\"d\":null}]}\" which is not a valid float: $.a");
  }

  private static void assertFails(ThrowingCallable call, String cause) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            EvaluationException.class, e -> assertThat(e.cause()).isEqualTo(cause));
  }
}
