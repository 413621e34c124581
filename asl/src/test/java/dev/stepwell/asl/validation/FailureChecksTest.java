package dev.stepwell.asl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureChecksTest {

  private static final String TASK =
      "'Type': 'Task', 'Resource': 'arn:aws:states:::sns:publish', 'End': true, ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "IntervalSeconds": 0           | Minimum value is 1 @ /States/X/Retry[0]/IntervalSeconds
          "MaxAttempts": -1              | Minimum value is 0 @ /States/X/Retry[0]/MaxAttempts
          "BackoffRate": 0.9             | Minimum value is 1.0 @ /States/X/Retry[0]/BackoffRate
          "BackoffRate": "2"             | Expected value of type [NUMBER] @ /States/X/Retry[0]/BackoffRate
          "MaxDelaySeconds": 31622401    | Maximum value is 31622400 @ /States/X/Retry[0]/MaxDelaySeconds
          "JitterStrategy": "SOME"       | Value should be one of the following: [NONE, FULL] @ /States/X/Retry[0]/JitterStrategy
          "Next": "X"                    | Field 'Next' is not supported @ /States/X/Retry[0]
          """)
  void boundsRetriers(String field, String problem) {
    assertThat(Problems.ofState(TASK + "'Retry': [{'ErrorEquals': ['E'], " + field + "}]"))
        .containsExactly(problem);
  }

  @Test
  void acceptsEveryFieldOfARetrier() {
    assertThat(
            Problems.ofState(
                TASK
                    + "'Retry': [{'ErrorEquals': ['E'], 'IntervalSeconds': 1, 'MaxAttempts': 0,"
                    + " 'BackoffRate': 1.0, 'MaxDelaySeconds': 1, 'JitterStrategy': 'FULL',"
                    + " 'Comment': 'c'}], 'Catch': []"))
        .isEmpty();
  }

  @Test
  void wantsErrorsToMatch() {
    assertThat(Problems.ofState(TASK + "'Retry': [{'ErrorEquals': []}, {}, {'ErrorEquals': [1]}]"))
        .containsExactly(
            "Value cannot be empty @ /States/X/Retry[0]/ErrorEquals",
            "These fields are required: [ErrorEquals] @ /States/X/Retry[1]",
            "Expected value of type [STRING] @ /States/X/Retry[2]/ErrorEquals[0]");
    assertThat(Problems.ofState(TASK + "'Catch': [{'ErrorEquals': ['E']}]"))
        .containsExactly("These fields are required: [Next] @ /States/X/Catch[0]");
  }

  @Test
  void wantsStatesAllAloneAndLast() {
    String message = "States.ALL must appear alone and at end of list @ /States/X/";

    assertThat(Problems.ofState(TASK + "'Retry': [{'ErrorEquals': ['States.ALL', 'E']}]"))
        .containsExactly(message + "Retry[0]");
    assertThat(
            Problems.ofState(
                TASK
                    + "'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'X'},"
                    + " {'ErrorEquals': ['E'], 'Next': 'X'}]"))
        .containsExactly(message + "Catch[0]");
    assertThat(
            Problems.ofState(
                TASK + "'Retry': [{'ErrorEquals': ['E']}, {'ErrorEquals': ['States.ALL']}]"))
        .isEmpty();
  }

  @Test
  void warnsOfPredefinedErrorsThatThereAreNot() {
    assertThat(
            Problems.warnings(
                TASK
                    + "'Retry': [{'ErrorEquals': ['States.Nope', 'States.Timeout',"
                    + " 'States.Http.StatusCode.404']}]"))
        .containsExactly(
            "There is no predefined error 'States.Nope' @ /States/X/Retry[0]/ErrorEquals[0]");
  }

  @Test
  void knowsTheLanguageOfACatcher() {
    assertThat(
            Problems.ofJsonata(
                TASK + "'Catch': [{'ErrorEquals': ['E'], 'Next': 'X', 'ResultPath': '$.e'}]"))
        .containsExactly(
            "The QueryLanguage is set to 'JSONata', but field 'ResultPath' is only supported for"
                + " the 'JSONPath' QueryLanguage @ /States/X/Catch[0]");
  }
}
