package dev.stepwell.asl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpressionCheckTest {

  private static final String TASK =
      "'Type': 'Task', 'Resource': 'arn:aws:states:::aws-sdk:sns:publish', 'End': true, ";

  @Test
  void findsExpressionsAtAnyDepth() {
    assertThat(
            Problems.ofJsonata(
                "'Type': 'Pass', 'End': true, 'Output': {'a': ['{% x %}', 'x', {'Next': '{% 1 +"
                    + " %}'}]}"))
        .containsExactly(
            "Reference to 'x' at the top level is not supported. @ /States/X/Output/a[0]",
            "Unexpected end of expression @ /States/X/Output/a[2]/Next");
  }

  @Test
  void wantsBothSigns() {
    assertThat(Problems.ofJsonata("'Type': 'Pass', 'End': true, 'Output': ['{% 1', '1 %}', '{%}']"))
        .containsExactly(
            "A JSONata expression must start with '{%' and end with '%}' @ /States/X/Output[0]",
            "A JSONata expression must start with '{%' and end with '%}' @ /States/X/Output[1]",
            "A JSONata expression must start with '{%' and end with '%}' @ /States/X/Output[2]");
    assertThat(Problems.ofJsonata("'Type': 'Pass', 'End': true, 'Output': 'a {% b %} c'"))
        .isEmpty();
  }

  @Test
  void knowsWhereTheResultIs() {
    String uses = "{'r': '{% $states.result %}'}";

    assertThat(Problems.ofJsonata(TASK + "'Output': " + uses + ", 'Assign': " + uses)).isEmpty();
    assertThat(Problems.ofJsonata(TASK + "'Arguments': " + uses))
        .containsExactly("Field '$states.result' does not exist. @ /States/X/Arguments/r");
    assertThat(Problems.ofJsonata("'Type': 'Pass', 'End': true, 'Output': " + uses))
        .containsExactly("Field '$states.result' does not exist. @ /States/X/Output/r");
  }

  @Test
  void knowsWhereTheErrorIs() {
    String uses = "'{% $states.errorOutput %}'";
    String caught = "'Catch': [{'ErrorEquals': ['E'], 'Next': 'X', 'Output': ";

    assertThat(Problems.ofJsonata(TASK + caught + uses + "}]")).isEmpty();
    assertThat(Problems.ofJsonata(TASK + caught + "'{% $states.result %}'}]"))
        .containsExactly("Field '$states.result' does not exist. @ /States/X/Catch[0]/Output");
    assertThat(Problems.ofJsonata(TASK + "'Output': " + uses))
        .containsExactly("Field '$states.errorOutput' does not exist. @ /States/X/Output");
  }

  @Test
  void refusesTheWholeInputAndTheReservedVariable() {
    assertThat(Problems.ofJsonata("'Type': 'Pass', 'End': true, 'Output': '{% $$.a & $.b %}'"))
        .containsExactly(
            "Reference to '$' at the top level is not supported. @ /States/X/Output",
            "Reference to '$$' is not supported. @ /States/X/Output");
    assertThat(Problems.ofJsonata("'Type': 'Pass', 'End': true, 'Output': '{% $states := 1 %}'"))
        .containsExactly("Variable 'states' is reserved. @ /States/X/Output");
  }

  @Test
  void bearsPlaceholdersInExpressions() {
    assertThat(
            Problems.ofJsonata(
                "'Type': 'Pass', 'End': true, 'Output': '{% ${Limit} < 5 ? `${Name}` : 1 %}'"
                    .replace('`', '"')
                    .replace("\"", "\\\"")))
        .isEmpty();
  }

  @Test
  void leavesCommentsRetriersAndCredentialsAlone() {
    assertThat(
            Problems.ofJsonata(
                TASK
                    + "'Comment': '{% x', 'Credentials': {'RoleArn': '{% x %}'},"
                    + " 'Retry': [{'ErrorEquals': ['{% x']}]"))
        .isEmpty();
  }

  @Test
  void seesNoExpressionsInJsonPathStates() {
    assertThat(Problems.ofState("'Type': 'Pass', 'End': true, 'Parameters': {'a': '{% x'}"))
        .isEmpty();
  }
}
