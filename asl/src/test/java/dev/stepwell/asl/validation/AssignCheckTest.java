package dev.stepwell.asl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignCheckTest {

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "a-b", "1a", "", "a b"})
  void refusesNamesThatAreNoIdentifiers(String name) {
    assertThat(Problems.ofState("'Type': 'Pass', 'End': true, 'Assign': {'" + name + "': 1}"))
        .containsExactly("Variable name '" + name + "' is not valid @ /States/X/Assign");
  }

  @Test
  void boundsTheLengthOfNames() {
    assertThat(
            Problems.ofState(
                "'Type': 'Pass', 'End': true, 'Assign': {'" + "a".repeat(80) + "': 1}"))
        .isEmpty();
    assertThat(
            Problems.ofState(
                "'Type': 'Pass', 'End': true, 'Assign': {'" + "a".repeat(81) + "': 1}"))
        .hasSize(1);
  }

  @Test
  void acceptsIdentifiersPathsAndExpressions() {
    assertThat(Problems.ofState("'Type': 'Pass', 'End': true, 'Assign': {'_a1': 1, 'é.$': '$.x'}"))
        .isEmpty();
    assertThat(Problems.ofState("'Type': 'Pass', 'End': true, 'Assign': {'a.$': 'x'}"))
        .containsExactly(
            "The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function"
                + " call @ /States/X/Assign");
    assertThat(Problems.ofJsonata("'Type': 'Pass', 'End': true, 'Assign': {'a': '{% b %}'}"))
        .containsExactly(
            "Reference to 'b' at the top level is not supported. @ /States/X/Assign/a");
    assertThat(Problems.ofState("'Type': 'Pass', 'End': true, 'Assign': []"))
        .containsExactly("Expected value of type [OBJECT] @ /States/X/Assign");
  }

  @Test
  void keepsTheReservedName() {
    assertThat(Problems.ofJsonata("'Type': 'Pass', 'End': true, 'Assign': {'states': 1}"))
        .containsExactly("Variable name 'states' is reserved @ /States/X/Assign");
  }

  private static String machine(String config, String inner) {
    return "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Assign': {'v': 1}, 'Next': 'M'},"
        + "'M': {'Type': 'Map', 'End': true, 'Assign': {'own': 1}, 'ItemProcessor': {"
        + config
        + "'StartAt': 'I', 'States': {'I': {'Type': 'Pass', 'Assign': {'"
        + inner
        + "': 1}, 'End': true}}}}}}";
  }

  @Test
  void refusesToHideAVariableOfAnEnclosingScope() {
    assertThat(Problems.of(machine("", "v")))
        .containsExactly(
            "Variable 'v' is already assigned in an enclosing scope @"
                + " /States/M/ItemProcessor/States/I/Assign");
    assertThat(Problems.of(machine("", "w"))).isEmpty();
  }

  @Test
  void allowsWhatTheEnclosingStateAssignsAfterwards() {
    assertThat(Problems.of(machine("", "own"))).isEmpty();
  }

  @Test
  void startsAfreshInADistributedMap() {
    String config = "'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}, ";

    assertThat(Problems.of(machine(config, "v"))).isEmpty();
  }
}
