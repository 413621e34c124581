package dev.stepwell.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntrinsicTest {

  private static final String INPUT =
      """
      {"text":"a b","n":2,"neg":-1.5,"list":[1,2,3,1.0],"empty":[],"none":null,"yes":true,\
      "object":{"Arg1":1,"Arg2":[],"deep":{"k":"v"}},"template":"<{}>"}
      """;

  private static Json call(String text) {
    Json output =
        Templates.payload(JsonObject.of("v.$", Json.of(text)), "Parameters")
            .evaluate(Given.input(INPUT));
    return ((JsonObject) output).find("v").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "States.Format('x {} y', $.n) | \"x 2 y\"",
        "States.Format('{}{}', 'a', 1.50) | \"a1.50\"",
        "States.Format('{}', $.none) | \"null\"",
        "States.Format('{}', true) | \"true\"",
        "States.Format('{}', $.object) | \"{Arg1=1, Arg2=[], deep={k=v}}\"",
        "States.Format('{}', $.list) | \"[1, 2, 3, 1.0]\"",
        "States.Format('\\{\\} \\' \\\\ {}', 1) | \"{} ' \\\\ 1\"",
        "States.Format($.template, 'in') | \"<in>\"",
        "States.StringToJson('') | null",
        "States.StringToJson(' ') | null",
        "States.StringToJson('-0') | 0",
        "States.StringToJson('[1, {\"a\": 2}]') | [1,{\"a\":2}]",
        "States.JsonToString($.object) | \"{\\\"Arg1\\\":1,\\\"Arg2\\\":[],\\\"deep\\\":{\\\"k\\\":\\\"v\\\"}}\"",
        "States.Array() | []",
        "States.Array($.n, 'x', null, true, -1.5) | [2,\"x\",null,true,-1.5]",
        "States.ArrayPartition($.list, 3) | [[1,2,3],[1.0]]",
        "States.ArrayPartition($.list, 2147483647) | [[1,2,3,1.0]]",
        "States.ArrayPartition($.list, 1.5) | [[1,2],[3,1.0]]",
        "States.ArrayPartition($.empty, 3) | []",
        "States.ArrayContains($.list, 2.0) | true",
        "States.ArrayContains($.list, '2') | false",
        "States.ArrayRange(1, 9, 2) | [1,3,5,7,9]",
        "States.ArrayRange(1, 9, 9) | [1]",
        "States.ArrayRange(3, 1, -1) | [3,2,1]",
        "States.ArrayRange(1.5, 3.4, 1) | [2,3]",
        "States.ArrayGetItem($.list, 2) | 3",
        "States.ArrayLength($.list) | 4",
        "States.ArrayUnique($.list) | [1,2,3]",
        "States.ArrayLength(States.ArrayRange(1, 1000, 1)) | 1000",
        "States.Base64Encode('Data to encode') | \"RGF0YSB0byBlbmNvZGU=\"",
        "States.Base64Decode('RGF0YSB0byBlbmNvZGU=') | \"Data to encode\"",
        "States.Hash('input data', 'SHA-1') | \"aaff4a450a104cd177d28d18d74485e8cae074b7\"",
        "States.Hash('input data', 'MD5') | \"812f45842bc6d66ee14572ce20db8e86\"",
        "States.JsonMerge($.object, States.StringToJson('{\"Arg1\":2,\"z\":3}'), false) |"
            + " {\"Arg1\":2,\"Arg2\":[],\"deep\":{\"k\":\"v\"},\"z\":3}",
        "States.MathRandom(1, 100, 42) | 63",
        "States.MathRandom(1, 1000, 1) | 106",
        "States.MathRandom(1, 1000, 2) | 806",
        "States.MathRandom(1.6, 2.4) | 1",
        "States.MathAdd(-0.5, 0) | 0",
        "States.MathAdd(0.5, 0) | 1",
        "States.MathAdd(1.5, 0) | 2",
        "States.MathAdd($.neg, 0) | -1",
        "States.MathAdd(2.5, 0) | 3",
        "States.MathAdd(-2.5, 0) | -2",
        "States.MathAdd(1.5, 1.51) | 4",
        "States.StringSplit('1,2;3,;4', ',;') | [\"1\",\"2\",\"3\",\"4\"]",
        "States.StringSplit(',,,,', ',') | []",
        "States.ArrayGetItem(States.StringSplit($.text, ' '), States.MathAdd(0, 1)) | \"b\"",
        "States.Array( $.list[9] ) | [null]",
      })
  void computesAsAwsDoes(String text, String expected) {
    assertThat(call(text)).isEqualTo(Json.parse(expected));
  }

  @Test
  void makesAnIdFromTheGivenSource() {
    assertThat(call("States.UUID()")).isEqualTo(Json.of(Given.sources().uuids().get().toString()));
  }

  @Test
  void givesTheSameSeededNumberForEveryCallInATemplate() {
    Json one = call("States.MathRandom(1, 9, 5)");

    assertThat(call("States.Array(States.MathRandom(1, 9, 5), States.MathRandom(1, 9, 5))"))
        .isEqualTo(Json.of(List.of(one, one)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "States.MathAdd('a', 1) | MathAdd",
        "States.MathAdd(2147483647, 1) | MathAdd",
        "States.MathAdd(2147483648, 0) | MathAdd",
        "States.MathAdd($.none, 0) | MathAdd",
        "States.MathAdd(1) | MathAdd",
        "States.MathRandom(1.4, 1.6) | MathRandom",
        "States.Format('{} {}', 1) | Format",
        "States.Format('{}', 1, 2) | Format",
        "States.StringToJson('{') | StringToJson",
        "States.ArrayPartition($.list, 0) | ArrayPartition",
        "States.ArrayRange(0, 1000, 1) | ArrayRange",
        "States.ArrayRange(1, 2, 0) | ArrayRange",
        "States.ArrayGetItem($.list, 4) | ArrayGetItem",
        "States.ArrayGetItem($.list, -1) | ArrayGetItem",
        "States.ArrayLength($.text) | ArrayLength",
        "States.Base64Decode('!') | Base64Decode",
        "States.Hash('a', 'md5') | Hash",
        "States.JsonMerge($.object, $.object, true) | JsonMerge",
        "States.UUID(1) | UUID",
      })
  void refusesWhatAwsRefuses(String text, String function) {
    assertThatThrownBy(() -> call(text))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e -> {
              assertThat(e.error()).isEqualTo("States.Runtime");
              assertThat(e.cause())
                  .isEqualTo(
                      "There was an error while evaluating the intrinsic function: "
                          + text
                          + ". Invalid arguments in States."
                          + function);
            });
  }

  @Test
  void limitsEncodingToTenThousandCharacters() {
    String longest = "é".repeat(10_000);
    Json input = Json.of(longest);
    Template encode =
        Templates.payload(Json.parse("{\"v.$\":\"States.Base64Encode($)\"}"), "Parameters");
    Scope scope = Given.input("{}");

    assertThat(encode.evaluate(scope.withInput(input)).size()).isGreaterThan(20_000);
    assertThatThrownBy(() -> encode.evaluate(scope.withInput(Json.of(longest + "x"))))
        .hasMessageContaining("Invalid arguments in States.Base64Encode");
  }

  @Test
  void namesThePathOfAnArgumentThatFindsNothing() {
    assertThatThrownBy(() -> call("States.Array($.other[0])"))
        .hasMessageStartingWith(
            "States.Runtime: The JsonPath argument for the field '$.other[0]' could not be found in"
                + " the input '{\"text\"");
    assertThatThrownBy(() -> call("States.Array($.n[0])"))
        .hasMessageEndingWith("Filter: [0] can only be applied to arrays. Current context is: 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "States.Nothing()",
        "States.Array(\"a\")",
        "States.Array('a)",
        "States.Array(1",
        "States.Array(1) x",
        "States.Array(1 2)",
        "States.Array(abc)",
      })
  void doesNotCompileWhatIsNoCall(String text) {
    assertThatThrownBy(() -> call(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nestsTenCallsButNotEleven() {
    assertThat(call("States.Array(".repeat(10) + ")".repeat(10))).isNotNull();
    assertThatThrownBy(() -> call("States.Array(".repeat(11) + ")".repeat(11)))
        .hasMessageContaining("inside more than 10 calls");
  }
}
