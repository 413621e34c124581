package dev.stepwell.asl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceChecksTest {

  private static List<String> rules(String rules) {
    return Problems.of(
        "{'StartAt': 'C', 'States': {'C': {'Type': 'Choice', 'Choices': ["
            + rules
            + "], 'Default': 'S'}, 'S': {'Type': 'Succeed'}}}");
  }

  private static List<String> jsonata(String rule) {
    return Problems.of(
        "{'QueryLanguage': 'JSONata', 'StartAt': 'C', 'States': {'C': {'Type': 'Choice',"
            + " 'Choices': [{"
            + rule
            + "'Next': 'S'}]}, 'S': {'Type': 'Succeed'}}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'StringEquals': ''",
        "'StringMatches': 'a*'",
        "'NumericLessThanEquals': 1.5",
        "'BooleanEquals': false",
        "'TimestampGreaterThan': '2016-03-14T01:59:00Z'",
        "'IsPresent': true",
        "'IsTimestamp': false",
        "'StringEqualsPath': '$.y'",
        "'NumericGreaterThanPath': '$$.Execution.Input.n'",
        "'BooleanEqualsPath': '$v'",
        "'NumericEquals': '${Limit}'"
      })
  void acceptsEveryFamilyOfOperators(String test) {
    assertThat(rules("{'Variable': '$.x', " + test + ", 'Next': 'S'}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "StringEquals": 1        | Expected value of type [STRING] @ /States/C/Choices[0]/StringEquals
          "NumericEquals": "1"     | Expected value of type [NUMBER] @ /States/C/Choices[0]/NumericEquals
          "BooleanEquals": "true"  | Expected value of type [BOOLEAN] @ /States/C/Choices[0]/BooleanEquals
          "IsNull": 1              | Expected value of type [BOOLEAN] @ /States/C/Choices[0]/IsNull
          "TimestampEquals": "x"   | String does not match RFC3339 timestamp @ /States/C/Choices[0]/TimestampEquals
          "StringEqualsPath": "x"  | Value is not a Reference Path @ /States/C/Choices[0]/StringEqualsPath
          """)
  void wantsOperandsOfTheOperatorsType(String test, String problem) {
    assertThat(rules("{'Variable': '$.x', " + test + ", 'Next': 'S'}")).containsExactly(problem);
  }

  @Test
  void wantsExactlyOneTest() {
    assertThat(rules("{'Next': 'S'}"))
        .containsExactly("A Choice rule must have a test @ /States/C/Choices[0]");
    assertThat(rules("{'Variable': '$', 'IsNull': true, 'IsString': true, 'Next': 'S'}"))
        .containsExactly(
            "There should only be one of the following fields: [IsNull, IsString] @"
                + " /States/C/Choices[0]");
    assertThat(rules("{'IsNull': true, 'Next': 'S'}"))
        .containsExactly("These fields are required: [Variable] @ /States/C/Choices[0]");
    assertThat(rules("{'Variable': '$', 'Not': {'Variable': '$', 'IsNull': true}, 'Next': 'S'}"))
        .containsExactly(
            "There should only be one of the following fields: [Variable, Not] @"
                + " /States/C/Choices[0]");
  }

  @Test
  void looksIntoNestedRules() {
    assertThat(
            rules(
                "{'And': [{'Or': [{'Not': {'Variable': '$', 'IsNull': 1, 'Comment': 'c'}}]}],"
                    + " 'Next': 'S'}"))
        .containsExactly(
            "Expected value of type [BOOLEAN] @ /States/C/Choices[0]/And[0]/Or[0]/Not/IsNull");
    assertThat(rules("{'And': [], 'Next': 'S'}"))
        .containsExactly("Value cannot be empty @ /States/C/Choices[0]/And");
    assertThat(rules("{'Not': {'Variable': '$', 'IsNull': true, 'Next': 'S'}, 'Next': 'S'}"))
        .containsExactly("Field 'Next' is not supported @ /States/C/Choices[0]/Not");
  }

  @Test
  void wantsRules() {
    assertThat(rules("")).containsExactly("Value cannot be empty @ /States/C/Choices");
    assertThat(rules("{'Variable': '$', 'IsNull': true}"))
        .containsExactly("These fields are required: [Next] @ /States/C/Choices[0]");
  }

  @Test
  void wantsAConditionInJsonata() {
    assertThat(jsonata("'Condition': '{% true %}', 'Output': 1, 'Assign': {'a': 1}, ")).isEmpty();
    assertThat(jsonata("'Condition': false, ")).isEmpty();
    assertThat(jsonata(""))
        .containsExactly("These fields are required: [Condition] @ /States/C/Choices[0]");
    assertThat(jsonata("'Condition': 'true', "))
        .containsExactly("Expected value of type [BOOLEAN] @ /States/C/Choices[0]/Condition");
    assertThat(jsonata("'Condition': '{% a %}', "))
        .containsExactly(
            "Reference to 'a' at the top level is not supported. @"
                + " /States/C/Choices[0]/Condition");
  }
}
