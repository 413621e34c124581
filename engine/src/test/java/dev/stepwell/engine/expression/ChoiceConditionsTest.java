package dev.stepwell.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.Condition;
import dev.stepwell.asl.QueryLanguage;
import dev.stepwell.asl.json.Json;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceConditionsTest {

  private static final Scope SCOPE =
      Given.input(
          """
          {"s":"beta","n":3,"d":3.0,"t":true,"z":null,"when":"2020-01-01T12:00:00Z",\
          "same":"2020-01-01T13:00:00+01:00","no":"2020-01-01","l":[1],"other":"alpha","star":"a*b"}
          """);

  private static boolean holds(String variable, String operator, String operand) {
    return compile(new Condition.Comparison(variable, operator, Json.parse(operand))).test(SCOPE);
  }

  private static Predicate<Scope> compile(Condition condition) {
    return ChoiceConditions.compile(condition, QueryLanguage.JSONPATH, "Choices[0]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$.s | StringEquals | \"beta\" | true",
        "$.s | StringEquals | \"Beta\" | false",
        "$.n | StringEquals | \"3\" | false",
        "$.s | StringLessThan | \"c\" | true",
        "$.s | StringGreaterThan | \"a\" | true",
        "$.s | StringLessThanEquals | \"beta\" | true",
        "$.s | StringGreaterThanEquals | \"betb\" | false",
        "$.s | StringEqualsPath | \"$.s\" | true",
        "$.s | StringLessThanPath | \"$.other\" | false",
        "$.s | StringGreaterThanPath | \"$.other\" | true",
        "$.s | StringLessThanEqualsPath | \"$.n\" | false",
        "$.s | StringGreaterThanEqualsPath | \"$.other\" | true",
        "$.n | NumericEquals | 3.0 | true",
        "$.d | NumericEqualsPath | \"$.n\" | true",
        "$.n | NumericLessThan | 3.1 | true",
        "$.n | NumericLessThanPath | \"$.d\" | false",
        "$.n | NumericGreaterThan | 3 | false",
        "$.n | NumericGreaterThanPath | \"$.s\" | false",
        "$.n | NumericLessThanEquals | 3 | true",
        "$.n | NumericLessThanEqualsPath | \"$.d\" | true",
        "$.n | NumericGreaterThanEquals | 3 | true",
        "$.n | NumericGreaterThanEqualsPath | \"$.d\" | true",
        "$.s | NumericEquals | 3 | false",
        "$.t | BooleanEquals | true | true",
        "$.t | BooleanEquals | false | false",
        "$.s | BooleanEquals | true | false",
        "$.t | BooleanEqualsPath | \"$.t\" | true",
        "$.when | TimestampEquals | \"2020-01-01T12:00:00.000Z\" | true",
        "$.when | TimestampEqualsPath | \"$.same\" | true",
        "$.when | TimestampLessThan | \"2020-01-01T12:00:01Z\" | true",
        "$.when | TimestampLessThanPath | \"$.same\" | false",
        "$.when | TimestampGreaterThan | \"2020-01-01T11:59:59Z\" | true",
        "$.when | TimestampGreaterThanPath | \"$.no\" | false",
        "$.when | TimestampLessThanEquals | \"2020-01-01T12:00:00Z\" | true",
        "$.when | TimestampLessThanEqualsPath | \"$.same\" | true",
        "$.when | TimestampGreaterThanEquals | \"2020-01-01T12:00:00Z\" | true",
        "$.when | TimestampGreaterThanEqualsPath | \"$.same\" | true",
        "$.no | TimestampEquals | \"2020-01-01T12:00:00Z\" | false",
        "$.z | IsNull | true | true",
        "$.s | IsNull | true | false",
        "$.s | IsNull | false | true",
        "$.z | IsPresent | true | true",
        "$.missing | IsPresent | true | false",
        "$.missing | IsPresent | false | true",
        "$.missing.deep | IsPresent | false | true",
        "$.n | IsNumeric | true | true",
        "$.s | IsNumeric | true | false",
        "$.s | IsString | true | true",
        "$.l | IsString | true | false",
        "$.t | IsBoolean | true | true",
        "$.z | IsBoolean | true | false",
        "$.when | IsTimestamp | true | true",
        "$.no | IsTimestamp | true | false",
        "$.no | IsTimestamp | false | true",
        "$$.State.Name | StringEquals | \"S\" | true",
        "$.s | StringMatches | \"b*a\" | true",
        "$.s | StringMatches | \"*\" | true",
        "$.s | StringMatches | \"b*b\" | false",
        "$.s | StringMatches | \"bet\" | false",
        "$.n | StringMatches | \"*\" | false",
        "$.star | StringMatches | \"a\\\\*b\" | true",
        "$.s | StringMatches | \"b\\\\*a\" | false",
      })
  void comparesAsAwsDoes(String variable, String operator, String operand, boolean expected) {
    assertThat(holds(variable, operator, operand)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"StringEquals", "IsNull", "StringMatches", "IsString"})
  void failsWhereAVariableIsMissing(String operator) {
    assertThatThrownBy(() -> holds("$.value", operator, "\"x\""))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e -> {
              assertThat(e.error()).isEqualTo("States.Runtime");
              assertThat(e.cause())
                  .isEqualTo(
                      "Invalid path '$.value': The choice state's condition path references an"
                          + " invalid value.");
            });
  }

  @Test
  void failsWhereAnOperandIsMissing() {
    assertThatThrownBy(() -> holds("$.s", "StringEqualsPath", "\"$.value\""))
        .hasMessageContaining("Invalid path '$.value': ");
  }

  @Test
  void stopsAtTheFirstConditionThatDecides() {
    Condition present = new Condition.Comparison("$.missing", "IsPresent", Json.of(true));
    Condition failing = new Condition.Comparison("$.missing", "IsNull", Json.of(true));

    assertThat(compile(new Condition.And(List.of(present, failing))).test(SCOPE)).isFalse();
    assertThat(compile(new Condition.Or(List.of(new Condition.Not(present), failing))).test(SCOPE))
        .isTrue();
  }

  @Test
  void failsAtADanglingBackslash() {
    assertThatThrownBy(() -> holds("$.s", "StringMatches", "\"be\\\\\""))
        .isInstanceOf(EvaluationException.class);
  }

  @Test
  void refusesWhatIsNoOperator() {
    assertThatThrownBy(() -> holds("$.s", "StringLike", "\"x\""))
        .hasMessageContaining("there is no operator StringLike");
    assertThatThrownBy(() -> holds("$.s", "NumericEqualsPath", "1"))
        .hasMessageContaining("NumericEqualsPath needs a path");
  }

  @Test
  void evaluatesJsonataConditions() {
    Predicate<Scope> condition =
        ChoiceConditions.compile(
            new Condition.Expression(Json.of("{% $states.input.n > 2 %}")),
            QueryLanguage.JSONATA,
            "Choices[0]/Condition");
    Predicate<Scope> wrong =
        ChoiceConditions.compile(
            new Condition.Expression(Json.of("{% $states.input.n %}")),
            QueryLanguage.JSONATA,
            "Choices[1]/Condition");

    assertThat(condition.test(SCOPE)).isTrue();
    assertThatThrownBy(() -> wrong.test(SCOPE))
        .hasMessage(
            "States.QueryEvaluationError: The JSONata expression '$states.input.n' specified for"
                + " the field 'Choices[1]/Condition' returned an unexpected result type. Expected"
                + " 'boolean', but was 'number' for value: 3");
  }
}
