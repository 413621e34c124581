package dev.stepwell.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonataTest {

  private static final Scope SCOPE =
      Given.input(
          """
          {"orders":[{"id":"a","qty":2,"price":1.5},{"id":"b","qty":1,"price":4}],"none":[],\
          "one":[5],"text":"x","nested":{"z":1,"y":[1,2.0,3.10]},"null":null}
          """,
          Map.of("items", Json.parse("[1,2,3]"), "seven", Json.of(7)));

  private static Json evaluate(String expression) {
    return Templates.jsonata(Json.of("{% " + expression + " %}"), "Output").evaluate(SCOPE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$states.input.orders.id | [\"a\",\"b\"]",
        "$states.input.orders[qty = 1].id | \"b\"",
        "$states.input.orders[0] | {\"id\":\"a\",\"qty\":2,\"price\":1.5}",
        "$sum($states.input.orders.(qty * price)) | 7",
        "$states.input.orders.{'k': id} | [{\"k\":\"a\"},{\"k\":\"b\"}]",
        "$states.input.orders{id: qty} | {\"a\":2,\"b\":1}",
        "$states.input.none{id: qty} | {}",
        "[$states.input.one.$string()] | [\"5\"]",
        "$map($items, function($i) { $i * 2 }) | [2,4,6]",
        "$filter($items, function($i) { $i > 2 }) | 3",
        "$sort($items, function($a, $b) { $a < $b }) | [3,2,1]",
        "$reverse($items) | [3,2,1]",
        "$append($items, 4) | [1,2,3,4]",
        "$merge([$states.input.nested, {'x': 2}]) | {\"z\":1,\"y\":[1,2,3.1],\"x\":2}",
        "$keys($states.input.nested) | [\"z\",\"y\"]",
        "$states.input.nested | {\"z\":1,\"y\":[1,2,3.1]}",
        "$each($states.input.nested, function($v, $k) { $k }) | [\"z\",\"y\"]",
        "$states.input.`null` | null",
        "$exists($states.input.`null`) | true",
        "$type($states.input.`null`) | \"null\"",
        "{'a': $states.input.missing, 'b': 1} | {\"b\":1}",
        "[$states.input.missing, 1] | [1]",
        "$count($states.input.`null`) | 1",
        "$partition([0], 1) | [[0]]",
        "$range(1, 9, 9) | 1",
        "$range(-1.7, 2, 1) | [-1,0,1,2]",
        "$random(42) | 0.7275636800328681",
        "$string(1e21) | \"1e+21\"",
        "$string(1e-7) | \"1e-7\"",
        "$string(-1.5e-10) | \"-1.5e-10\"",
        "$string({'a': [1, 2.5, null, 'é\"']}) | \"{\\\"a\\\":[1,2.5,null,\\\"é\\\\\\\"\\\"]}\"",
        "$string([1, {}], true) | \"[\\n  1,\\n  {}\\n]\"",
        "$number('0x1F') | 31",
        "$number('12.50') | 12.5",
        "$now() | \"2026-03-01T12:30:00.123Z\"",
        "$now('[Y]') | \"2026\"",
        "$millis() | 1772368200123",
        "$fromMillis(0) | \"1970-01-01T00:00:00.000Z\"",
        "$states.context.State.Name & '!' | \"S!\"",
        "$keys($states) | [\"input\",\"context\"]",
        "$contains('abc', /B/i) | true",
        "$formatNumber(1234.5, '#,##0.00') | \"1,234.50\"",
        "$seven | 7",
      })
  void evaluatesAsAwsDoes(String expression, String expected) {
    assertThat(evaluate(expression).compact()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$states.input.missing | returned nothing (undefined).",
        "$states.result | returned nothing (undefined).",
        "$range(1, 5) | returned nothing (undefined).",
        "function($x){$x} | returned an unsupported result type.",
        "$string | returned an unsupported result type.",
        "$eval('1') | threw an error during evaluation. T1006: Attempted to invoke a non-function",
        "1 + 'a' | threw an error during evaluation. T2002: The right side of the \"+\" operator"
            + " must evaluate to a number",
        "1 < 'a' | threw an error during evaluation. T2009: The values 1 and \"a\" either side of"
            + " operator \"<\" must be of the same data type",
        "-'a' | threw an error during evaluation. D1002: Cannot negate a non-numeric value: \"a\"",
        "$number('x') | threw an error during evaluation. D3030: Unable to cast value to a number:"
            + " \"x\"",
        "$error('mine') | threw an error during evaluation. D3137: mine",
        "$split('a', 'b', -1) | threw an error during evaluation. D3020: Third argument of split"
            + " function must evaluate to a positive number",
        "$sum(['a']) | threw an error during evaluation. T0412: Argument 1 of function \"sum\" must"
            + " be an array of \"numbers\"",
        "$pad('x', 200000000) | threw an error during evaluation: Expression evaluation memory"
            + " limit exceeded: Check for excessive memory usage",
        "$formatNumber(1, '0,') | threw an error during evaluation. D3088: The sub-picture must not"
            + " contain a 'grouping-separator' at the end of the integer part",
        "$replace('a', '', 'b') | threw an error during evaluation. D3010: Second argument of"
            + " replace function cannot be an empty string",
      })
  void failsInTheWordsOfAws(String expression, String end) {
    assertThatThrownBy(() -> evaluate(expression))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e -> {
              assertThat(e.error()).isEqualTo("States.QueryEvaluationError");
              assertThat(e.location()).isEqualTo("Output");
              assertThat(e.cause())
                  .isEqualTo(
                      "The JSONata expression '"
                          + expression
                          + "' specified for the field 'Output' "
                          + end);
            });
  }

  @Test
  void transformsCopies() {
    assertThat(evaluate("($states.input ~> |nested|{'z': 2}|).nested"))
        .isEqualTo(Json.parse("{\"z\":2,\"y\":[1,2,3.1]}"));
    assertThat(evaluate("$states.input.nested.z")).isEqualTo(Json.of(1));
  }

  @Test
  void givesInternalErrorsAnId() {
    assertThatThrownBy(() -> evaluate("$base64decode('!!!')"))
        .hasMessageMatching(".* threw an internal error during evaluation\\. [0-9a-f-]{36}");
  }

  @Test
  void endsEndlessRecursion() {
    assertThatThrownBy(() -> evaluate("($f := function($x) { 1 + $f($x) }; $f(1))"))
        .hasMessageEndingWith(JsonataLimits.TOO_DEEP);
  }

  @Test
  void namesNestedFields() {
    Template template =
        Templates.jsonata(
            Json.parse("{\"a\":{\"b\":[1,[\"x\",\"{% $states.input.missing %}\"]]}}"), "Output");

    assertThatThrownBy(() -> template.evaluate(SCOPE))
        .hasMessageContaining("specified for the field 'Output/a/b[1][1]' returned nothing");
  }

  @Test
  void keepsConstantsAndTheOrderOfMembers() {
    Json written =
        Json.parse("{\"z\":1,\"a\":\"{% 1 + 1 %}\",\"m\":[\"{% 'x' %}\",\"Hi {% y %}\"]}");

    assertThat(Templates.jsonata(written, "Output").evaluate(SCOPE).compact())
        .isEqualTo("{\"z\":1,\"a\":2,\"m\":[\"x\",\"Hi {% y %}\"]}");
  }

  @Test
  void checksTypesOfResults() {
    Template items = Templates.jsonata(Json.of("{% 'string' %}"), "Items", ResultType.ARRAY);

    assertThatThrownBy(() -> items.evaluate(SCOPE))
        .hasMessageContaining(
            "The JSONata expression ''string'' specified for the field 'Items' returned an"
                + " unexpected result type. Expected 'array', but was 'string' for value:"
                + " \"string\"");
  }

  @Test
  void readsTypedFields() {
    assertThat(
            Templates.jsonataInteger(Json.of("{% $seven %}"), "TimeoutSeconds").applyAsLong(SCOPE))
        .isEqualTo(7);
    assertThat(Templates.jsonataInteger(Json.of(5), "Seconds").applyAsLong(SCOPE)).isEqualTo(5);
    assertThatThrownBy(
            () ->
                Templates.jsonataInteger(Json.of("{% 1.6 %}"), "TimeoutSeconds").applyAsLong(SCOPE))
        .hasMessageContaining("The TimeoutSeconds field cannot be parsed as an integer: 1.6");
    assertThat(Templates.jsonataInstant(Json.of("{% $now() %}"), "Timestamp").apply(SCOPE))
        .isEqualTo(Instant.parse("2026-03-01T12:30:00.123Z"));
    assertThatThrownBy(
            () ->
                Templates.jsonataInstant(Json.of("{% '2016-12-05 21:29:29Z' %}"), "Timestamp")
                    .apply(SCOPE))
        .hasMessageContaining(
            "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format"
                + " string: 2016-12-05 21:29:29Z");
  }

  @Test
  void handsOnWhatIsUnchangedWithoutACopy() {
    JsonObject input = (JsonObject) Json.parse("{\"a\":{\"b\":[1,2]},\"c\":[{\"d\":1}]}");
    Scope scope = SCOPE.withInput(input);

    assertThat(Templates.jsonata(Json.of("{% $states.input.a %}"), "Output").evaluate(scope))
        .isSameAs(input.get("a"));
    assertThat(Templates.jsonata(Json.of("{% $states.input.c[0] %}"), "Output").evaluate(scope))
        .isSameAs(input.array("c").get(0));
  }

  @Test
  void refusesWhatIsNoJsonata() {
    assertThatThrownBy(() -> evaluate("$states.input.("))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no JSONata");
  }

  @Test
  void isSafeToShareBetweenThreads() {
    Template template =
        Templates.jsonata(Json.of("{% $sum($states.input.n.($x := $; $x * $factor)) %}"), "Output");

    List<Json> results =
        IntStream.range(0, 4_000)
            .parallel()
            .mapToObj(
                i ->
                    template.evaluate(
                        Given.input("{\"n\":[1," + i + "]}", Map.of("factor", Json.of(i % 7)))))
            .toList();

    for (int i = 0; i < results.size(); i++) {
      assertThat(results.get(i)).isEqualTo(Json.of((1L + i) * (i % 7)));
    }
  }
}
