package dev.stepwell.asl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and payload templates. */
class PathChecksTest {

  private static final String MAP =
      "'Type': 'Map', 'End': true, 'ItemProcessor': {'StartAt': 'P', 'States': {'P': {'Type':"
          + " 'Succeed'}}}, ";

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "'$'", "'$$.Execution.Input'", "'$v.x'", "'$.a[?(@.b)]'", "'${P}'"})
  void acceptsAnyPathOnTheWayIn(String path) {
    assertThat(Problems.ofState("'Type': 'Pass', 'End': true, 'InputPath': " + path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'x'", "'States.UUID()'", "''", "'$.'"})
  void refusesWhatIsNoPath(String path) {
    assertThat(Problems.ofState("'Type': 'Pass', 'End': true, 'InputPath': " + path))
        .containsExactly("Value is not a valid JSONPath @ /States/X/InputPath");
  }

  @Test
  void wantsPathsToBeTexts() {
    assertThat(Problems.ofState("'Type': 'Pass', 'End': true, 'OutputPath': 5"))
        .containsExactly("Expected value of type [STRING] @ /States/X/OutputPath");
    assertThat(Problems.ofState(MAP + "'ItemsPath': null"))
        .containsExactly("Expected value of type [STRING] @ /States/X/ItemsPath");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'$.a[*]'", "'$$.Execution'", "'$v'", "'a'", "''"})
  void refusesResultPathsOutsideTheData(String path) {
    assertThat(Problems.ofState("'Type': 'Pass', 'End': true, 'ResultPath': " + path))
        .containsExactly("Value is not a Reference Path @ /States/X/ResultPath");
  }

  @Test
  void acceptsResultPathsIntoTheData() {
    assertThat(Problems.ofState("'Type': 'Pass', 'End': true, 'ResultPath': null")).isEmpty();
    assertThat(Problems.ofState("'Type': 'Pass', 'End': true, 'ResultPath': '$.a[0]'")).isEmpty();
  }

  @Test
  void takesItemsButNoNumbersFromTheContext() {
    assertThat(Problems.ofState(MAP + "'ItemsPath': '$$.Execution.Input.x'")).isEmpty();
    assertThat(Problems.ofState(MAP + "'MaxConcurrencyPath': '$v'")).isEmpty();
    assertThat(Problems.ofState(MAP + "'MaxConcurrencyPath': '$$.Execution.Input.x'"))
        .containsExactly("Value is not a Reference Path @ /States/X/MaxConcurrencyPath");
  }

  @Test
  void letsACallNameTheError() {
    assertThat(
            Problems.ofState(
                "'Type': 'Fail', 'ErrorPath': 'States.Format(\\'{}\\', $.e)'"
                    .replace("\\'", "\\u0027")))
        .isEmpty();
    assertThat(Problems.ofState("'Type': 'Fail', 'CausePath': 'States.Nope()'"))
        .containsExactly("Value is not a valid JSONPath @ /States/X/CausePath");
    assertThat(Problems.ofState("'Type': 'Fail', 'ErrorPath': 5"))
        .containsExactly("Expected value of type [STRING] @ /States/X/ErrorPath");
  }

  @Test
  void checksDynamicMembersOfTemplates() {
    assertThat(
            Problems.ofState(
                "'Type': 'Pass', 'End': true, 'Parameters': {'a.$': '$.x', 'b': [{'c.$': 'x'}],"
                    + " 'd.$': 5, 'e.$': ' States.UUID()', 'f.$': '${Path}'}"))
        .containsExactly(
            "The value for the field 'c.$' must be a valid JSONPath or a valid intrinsic function"
                + " call @ /States/X/Parameters/b[0]",
            "The value for the field 'd.$' must be a valid JSONPath or a valid intrinsic function"
                + " call @ /States/X/Parameters",
            "The value for the field 'e.$' must be a valid JSONPath or a valid intrinsic function"
                + " call @ /States/X/Parameters");
  }

  @Test
  void refusesAMemberBothConstantAndDynamic() {
    assertThat(Problems.ofState("'Type': 'Pass', 'End': true, 'Parameters': {'a': 1, 'a.$': '$'}"))
        .containsExactly(
            "There should only be one of the following fields: [a, a.$] @ /States/X/Parameters");
  }

  @Test
  void warnsOfConstantsThatLookLikePaths() {
    assertThat(Problems.warnings("'Type': 'Pass', 'End': true, 'Parameters': {'a': '$.x'}"))
        .containsExactly(
            "The value of the field 'a' looks like a path but is a constant @"
                + " /States/X/Parameters/a");
    assertThat(Problems.warnings("'Type': 'Pass', 'End': true, 'Result': [{'a': {'b.$': '$.x'}}]"))
        .containsExactly("The field 'b.$' in Result is not evaluated @ /States/X/Result[0]/a/b.$");
  }
}
