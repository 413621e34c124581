package dev.stepwell.asl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, texts, instants, placeholders. */
class ScalarChecksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -1         | Minimum value is 0
          100000000  | Maximum value is 99999999
          1.5        | Expected value of type [INTEGER]
          5.0        | Expected value of type [INTEGER]
          "5"        | Expected value of type [INTEGER]
          "{% 5 %}"  | Expected value of type [INTEGER]
          null       | Expected value of type [INTEGER]
          """)
  void refusesNumbersOutOfBounds(String value, String message) {
    assertThat(Problems.ofState("'Type': 'Wait', 'End': true, 'Seconds': " + value))
        .containsExactly(message + " @ /States/X/Seconds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "99999999", "'${Pause}'"})
  void acceptsNumbersAndPlaceholders(String value) {
    assertThat(Problems.ofState("'Type': 'Wait', 'End': true, 'Seconds': " + value)).isEmpty();
  }

  @Test
  void acceptsExpressionsForNumbersInJsonata() {
    assertThat(Problems.ofJsonata("'Type': 'Wait', 'End': true, 'Seconds': '{% 5 %}'")).isEmpty();
    assertThat(Problems.ofJsonata("'Type': 'Wait', 'End': true, 'Seconds': '5'"))
        .containsExactly("Expected value of type [INTEGER] @ /States/X/Seconds");
  }

  @Test
  void printsBoundsOfFractionsAsFractions() {
    String map =
        "'Type': 'Map', 'End': true, 'ItemProcessor': {'StartAt': 'P', 'States': {'P': {'Type':"
            + " 'Succeed'}}}, 'ToleratedFailurePercentage': ";

    assertThat(Problems.ofState(map + "101"))
        .containsExactly("Maximum value is 100.0 @ /States/X/ToleratedFailurePercentage");
    assertThat(Problems.ofState(map + "-0.5"))
        .containsExactly("Minimum value is 0.0 @ /States/X/ToleratedFailurePercentage");
    assertThat(Problems.ofState(map + "5.5")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2016-03-14T01:59:00Z",
        "2016-03-14T01:59:00.123456789Z",
        "2016-03-14T01:59:00+05:30",
        "${When}"
      })
  void acceptsInstants(String instant) {
    assertThat(Problems.ofState("'Type': 'Wait', 'End': true, 'Timestamp': '" + instant + "'"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2016-13-05T21:29:29Z",
        "05-12-2016T21:29:29Z",
        "2016-03-14t01:59:00z",
        "2016-03-14T01:59:00",
        "2016-03-14 01:59:00Z",
        "2016-03-14T25:59:00Z",
        "",
        "{% $x %}"
      })
  void refusesOtherInstants(String instant) {
    assertThat(Problems.ofState("'Type': 'Wait', 'End': true, 'Timestamp': '" + instant + "'"))
        .containsExactly("String does not match RFC3339 timestamp @ /States/X/Timestamp");
  }

  @Test
  void acceptsAnExpressionForAnInstantInJsonata() {
    assertThat(Problems.ofJsonata("'Type': 'Wait', 'End': true, 'Timestamp': '{% $x %}'"))
        .isEmpty();
    assertThat(Problems.ofJsonata("'Type': 'Wait', 'End': true, 'Timestamp': 5"))
        .containsExactly("Expected value of type [STRING] @ /States/X/Timestamp");
  }

  @Test
  void wantsTextsToBeTexts() {
    assertThat(Problems.ofState("'Type': 'Succeed', 'Comment': 5"))
        .containsExactly("Expected value of type [STRING] @ /States/X/Comment");
    assertThat(Problems.ofState("'Type': 'Pass', 'End': false"))
        .containsExactly(
            "Value should be true @ /States/X/End", "Workflow has no terminal state @ null");
  }

  @Test
  void knowsTheWordsOfAField() {
    assertThat(
            Problems.of("{'Version': '2.0', 'StartAt': 'X', 'States': {'X': {'Type': 'Succeed'}}}"))
        .containsExactly("Value should be one of the following: [1.0] @ /Version");
  }
}
