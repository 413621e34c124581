package dev.stepwell.asl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldSetTest {

  @Test
  void refusesFieldsItDoesNotKnow() {
    assertThat(Problems.ofState("'Type': 'Pass', 'TimeoutSeconds': 5, 'End': true"))
        .containsExactly("Field 'TimeoutSeconds' is not supported @ /States/X");
    assertThat(Problems.of("{'StartAt': 'X', 'Other': 1, 'States': {'X': {'Type': 'Succeed'}}}"))
        .containsExactly("Field 'Other' is not supported @ /");
  }

  @Test
  void tellsTheRightSpelling() {
    assertThat(
            Problems.full(
                "{'StartAt': 'X', 'States': {'X': {'Type': 'Pass', 'resultpath': '$', 'End':"
                    + " true}}}"))
        .singleElement()
        .satisfies(each -> assertThat(each.remedy()).isEqualTo("write 'ResultPath'"));
  }

  @Test
  void refusesFieldsOfTheOtherLanguage() {
    assertThat(Problems.ofState("'Type': 'Pass', 'Output': 1, 'End': true"))
        .containsExactly(
            "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the"
                + " 'JSONata' QueryLanguage @ /States/X");
    assertThat(Problems.ofJsonata("'Type': 'Wait', 'SecondsPath': '$.x', 'End': true"))
        .containsExactly(
            "The QueryLanguage is set to 'JSONata', but field 'SecondsPath' is only supported for"
                + " the 'JSONPath' QueryLanguage @ /States/X");
  }

  @Test
  void asksForWhatIsRequiredAllAtOnce() {
    assertThat(Problems.of("{}"))
        .containsExactly("These fields are required: [States, StartAt] @ /");
    assertThat(Problems.ofState("'Type': 'Task', 'End': true"))
        .containsExactly("These fields are required: [Resource] @ /States/X");
  }

  @Test
  void wantsOneOfFieldsThatExcludeOneAnother() {
    assertThat(
            Problems.ofState(
                "'Type': 'Wait', 'Seconds': 1, 'Timestamp': '2025-01-01T00:00:10.000Z', 'End':"
                    + " true"))
        .containsExactly(
            "There should only be one of the following fields: [SecondsPath, Seconds,"
                + " TimestampPath, Timestamp] @ /States/X");
    assertThat(Problems.ofState("'Type': 'Fail', 'Error': 'e', 'ErrorPath': '$.e'"))
        .containsExactly(
            "There should only be one of the following fields: [Error, ErrorPath] @ /States/X");
  }

  @Test
  void wantsAnObject() {
    assertThat(Problems.of("{'StartAt': 'X', 'States': {'X': 1}}"))
        .contains("Expected value of type [OBJECT] @ /States/X");
    assertThat(Problems.of("{'StartAt': 'X', 'States': []}"))
        .containsExactly("Expected value of type [OBJECT] @ /States");
  }
}
