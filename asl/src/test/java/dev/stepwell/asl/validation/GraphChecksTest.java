package dev.stepwell.asl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names, types, languages and transitions of states. */
class GraphChecksTest {

  @Test
  void findsTransitionsToNowhere() {
    assertThat(
            Problems.of(
                "{'StartAt': 'C', 'States': {'C': {'Type': 'Choice', 'Choices': [{'Variable': '$',"
                    + " 'IsNull': true, 'Next': 'N1'}], 'Default': 'T'}, 'T': {'Type': 'Task',"
                    + " 'Resource': 'arn:aws:states:::sns:publish', 'Catch': [{'ErrorEquals':"
                    + " ['E'], 'Next': 'N2'}], 'Next': 'N3'}, 'S': {'Type': 'Succeed'}}}"))
        .containsExactly(
            "Missing 'Next' target: N1 @ /States/C/Choices[0]/Next",
            "Missing 'Next' target: N3 @ /States/T/Next",
            "Missing 'Next' target: N2 @ /States/T/Catch[0]/Next",
            "State \"S\" is not reachable. @ /States/S");
  }

  @Test
  void wantsTheStartToExist() {
    assertThat(Problems.of("{'StartAt': 'A', 'States': {'B': {'Type': 'Succeed'}}}"))
        .containsExactly("Missing 'Next' target: A @ /StartAt");
  }

  @Test
  void wantsAnEndOfTheOutermostGraphOnly() {
    String loop =
        "'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Next': 'B'}, 'B': {'Type': 'Pass',"
            + " 'Next': 'A'}, 'C': {'Type': 'Pass', 'Next': 'A'}}";

    assertThat(Problems.of("{" + loop + "}"))
        .containsExactly("Workflow has no terminal state @ null");
    assertThat(Problems.ofState("'Type': 'Map', 'End': true, 'ItemProcessor': {" + loop + "}"))
        .containsExactly("State \"C\" is not reachable. @ /States/X/ItemProcessor/States/C");
  }

  @Test
  void followsTransitionsFromTheStart() {
    assertThat(
            Problems.of(
                "{'StartAt': 'A', 'States': {'A': {'Type': 'Succeed'}, 'B': {'Type': 'Pass',"
                    + " 'Next': 'C'}, 'C': {'Type': 'Pass', 'Next': 'B'}}}"))
        .containsExactly(
            "State \"B\" is not reachable. @ /States/B",
            "State \"C\" is not reachable. @ /States/C");
  }

  @Test
  void wantsNamesUniqueInTheWholeMachine() {
    assertThat(
            Problems.ofState(
                "'Type': 'Map', 'End': true, 'ItemProcessor': {'StartAt': 'X', 'States': {'X':"
                    + " {'Type': 'Succeed'}}}"))
        .containsExactly(
            "State name 'X' is used more than once @ /States/X/ItemProcessor/States/X");
  }

  @Test
  void boundsTheLengthOfNames() {
    String state = "{'StartAt': '%1$s', 'States': {'%1$s': {'Type': 'Succeed'}}}";

    assertThat(Problems.of(state.formatted("n".repeat(80)))).isEmpty();
    assertThat(Problems.of(state.formatted("n".repeat(81))))
        .containsExactly("State name must have 1 to 80 characters @ /States/" + "n".repeat(81));
    assertThat(Problems.of(state.formatted("\\ud83d\\ude00".repeat(80)))).isEmpty();
  }

  @Test
  void wantsATypeThatThereIs() {
    assertThat(Problems.ofState("'End': true"))
        .containsExactly("These fields are required: [Type] @ /States/X");
    assertThat(Problems.ofState("'Type': 5, 'End': true"))
        .containsExactly("Expected value of type [STRING] @ /States/X/Type");
    assertThat(Problems.ofState("'Type': 'pass', 'End': true"))
        .containsExactly(
            "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail,"
                + " Choice, Parallel, Map] @ /States/X/Type");
  }

  @Test
  void wantsAWayOut() {
    assertThat(Problems.ofState("'Type': 'Pass'"))
        .containsExactly(
            "One of these fields is required: [Next, End] @ /States/X",
            "Workflow has no terminal state @ null");
    assertThat(Problems.ofState("'Type': 'Pass', 'Next': 'X', 'End': true"))
        .containsExactly(
            "There should only be one of the following fields: [Next, End] @ /States/X");
    assertThat(Problems.ofState("'Type': 'Succeed', 'End': true"))
        .containsExactly("Field 'End' is not supported @ /States/X");
  }

  @Test
  void wantsHeartbeatsWithinTheTimeOut() {
    String task = "'Type': 'Task', 'End': true, 'Resource': 'arn:aws:states:::sns:publish', ";

    assertThat(Problems.ofState(task + "'TimeoutSeconds': 5, 'HeartbeatSeconds': 4")).isEmpty();
    assertThat(Problems.ofState(task + "'TimeoutSeconds': 5, 'HeartbeatSeconds': 5"))
        .containsExactly(
            "HeartbeatSeconds must be smaller than TimeoutSeconds @ /States/X/HeartbeatSeconds");
  }

  @Test
  void knowsTheTwoLanguages() {
    assertThat(Problems.ofState("'Type': 'Succeed', 'QueryLanguage': 'jsonpath', 'Output': 1"))
        .containsExactly(
            "Value should be one of the following: [JSONPath, JSONata] @"
                + " /States/X/QueryLanguage");
    assertThat(Problems.ofState("'Type': 'Succeed', 'QueryLanguage': 5"))
        .containsExactly("Expected value of type [STRING] @ /States/X/QueryLanguage");
    assertThat(Problems.ofState("'Type': 'Succeed', 'QueryLanguage': 'JSONata', 'Output': 1"))
        .isEmpty();
  }

  @Test
  void allowsNoJsonPathInAJsonataMachine() {
    assertThat(
            Problems.ofJsonata(
                "'Type': 'Pass', 'QueryLanguage': 'JSONPath', 'Parameters': {}, 'End': true"))
        .containsExactly(
            "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine @"
                + " /States/X");
  }

  @Test
  void givesInnerStatesTheLanguageOfTheMachine() {
    assertThat(
            Problems.ofState(
                "'Type': 'Map', 'QueryLanguage': 'JSONata', 'Items': [1], 'End': true,"
                    + " 'ItemProcessor': {'StartAt': 'P', 'States': {'P': {'Type': 'Succeed',"
                    + " 'Output': 1}}}"))
        .containsExactly(
            "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the"
                + " 'JSONata' QueryLanguage @ /States/X/ItemProcessor/States/P");
  }

  @Test
  void saysWhatIsNoDefinition() {
    assertThat(Problems.of("")).containsExactly("Definition must be a valid JSON object @ null");
    assertThat(Problems.of("[]")).containsExactly("Definition must be a valid JSON object @ null");
    assertThat(Problems.of("{'a': 1, 'a': 2}"))
        .singleElement()
        .asString()
        .startsWith("Duplicate field 'a'\n at [Source: (String)\"{")
        .endsWith("line: 1, column: 13]");
  }

  @Test
  void leavesTransitionsThatAreFilledIn() {
    assertThat(Problems.of("{'StartAt': '${Start}', 'States': {'A': {'Type': 'Succeed'}}}"))
        .isEmpty();
  }
}
