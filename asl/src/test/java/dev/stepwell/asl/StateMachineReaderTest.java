package dev.stepwell.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import org.junit.jupiter.api.Test;

class StateMachineReaderTest {

  private static final String MACHINE =
      """
      {"Comment": "c", "QueryLanguage": "JSONata", "TimeoutSeconds": 60, "Version": "1.0",
       "StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sns:publish", "Arguments": {"x": "{% 1 %}"},
              "Assign": {"a": "{% $states.result %}"}, "TimeoutSeconds": "{% 5 %}",
              "Retry": [{"ErrorEquals": ["X"], "BackoffRate": 1.5, "MaxAttempts": 2}],
              "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "F", "Output": 1}], "Next": "C"},
        "C": {"Type": "Choice", "Choices": [{"Condition": "{% true %}", "Next": "M"}], "Default": "W"},
        "W": {"Type": "Wait", "Seconds": 1, "Next": "P"},
        "P": {"Type": "Parallel", "Branches": [
               {"Comment": "b", "StartAt": "B", "States": {"B": {"Type": "Succeed"}}}], "End": true},
        "M": {"Type": "Map", "Items": [1], "ItemSelector": {"v": 1}, "MaxConcurrency": 3,
              "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "I", "States": {"I": {"Type": "Pass", "Output": null, "End": true}}},
              "ToleratedFailurePercentage": 5.5, "Label": "l", "End": true},
        "F": {"Type": "Fail", "Error": "E", "Cause": "C"}}}
      """;

  @Test
  void readsEveryKindOfState() {
    StateMachine machine = StateMachineReader.read(MACHINE);

    assertThat(machine.graph().startAt()).isEqualTo("A");
    assertThat(machine.graph().states().values())
        .extracting(State::type)
        .containsExactly("Task", "Choice", "Wait", "Parallel", "Map", "Fail");
    assertThat(machine.graph().states().values())
        .allMatch(state -> state.header().queryLanguage() == QueryLanguage.JSONATA);
    MapState map = (MapState) machine.graph().states().get("M");
    assertThat(map.isDistributed()).isTrue();
    assertThat(map.iterationInput()).isEqualTo(Json.parse("{\"v\":1}"));
  }

  @Test
  void writesBackWhatItRead() {
    StateMachine machine = StateMachineReader.read(MACHINE);

    Json written = StateMachineWriter.write(machine);

    assertThat(written).isEqualTo(Json.parse(MACHINE));
    assertThat(StateMachineReader.read(written.text())).isEqualTo(machine);
  }

  @Test
  void keepsTheRemarksOfNestedRules() {
    String definition =
        """
        {"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [
          {"Comment": "rule", "Not": {"Comment": "not", "And": [
            {"Comment": "and", "Variable": "$.x", "StringEqualsPath": "$.y"},
            {"Or": [{"Variable": "$.x", "IsNull": true}]}]}, "Next": "S"}]},
          "S": {"Type": "Succeed"}}}
        """;

    assertThat(StateMachineWriter.write(StateMachineReader.read(definition)))
        .isEqualTo(Json.parse(definition));
  }

  @Test
  void refusesJobsInExpress() {
    String definition =
        """
        {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:::glue:startJobRun.sync"}}}
        """;

    assertThat(StateMachineReader.read(definition).graph().startAt()).isEqualTo("T");
    assertThatThrownBy(() -> StateMachineReader.read(definition, StateMachineType.EXPRESS))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("Express state machine does not support '.sync'");
  }

  @Test
  void refusesTextThatIsNoObject() {
    assertThatThrownBy(() -> StateMachineReader.read("[1"))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("INVALID_JSON_DESCRIPTION");
    assertThatThrownBy(() -> StateMachineReader.read("[]"))
        .hasMessageContaining("Definition must be a valid JSON object");
  }

  @Test
  void readsAStateAloneWithoutAskingWhereItsWaysLead() {
    State state =
        StateMachineReader.readState(
            "Alone",
            (JsonObject)
                Json.parse(
                    "{\"Type\": \"Choice\", \"Default\": \"X\", \"Choices\": [{\"Condition\":"
                        + " true, \"Next\": \"Y\"}]}"),
            QueryLanguage.JSONATA);

    assertThat(state.name()).isEqualTo("Alone");
    assertThat(state.header().queryLanguage()).isEqualTo(QueryLanguage.JSONATA);
  }

  @Test
  void refusesAStateAloneForAnythingElse() {
    JsonObject state = (JsonObject) Json.parse("{\"Type\": \"Pass\", \"Nxt\": \"X\"}");

    assertThatThrownBy(() -> StateMachineReader.readState("Alone", state, QueryLanguage.JSONPATH))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("/States/Alone");
  }
}
