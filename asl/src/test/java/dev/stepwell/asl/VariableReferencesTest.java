package dev.stepwell.asl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariableReferencesTest {

  @Test
  void namesWhatJsonataUses() {
    StateMachine machine =
        StateMachineReader.read(
            """
            {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
              "A": {"Type": "Pass", "Assign": {"x": 1}, "Next": "B"},
              "B": {"Type": "Pass", "Comment": "{% $no %}",
                    "Output": {"Next": "{% $z + ($local := 1; $local) + $sum($x) %}",
                               "f": "{% $map([1], function($p) { $p + $a.b }) %}"},
                    "End": true}}}
            """);

    assertThat(VariableReferences.of(machine)).isEqualTo(Map.of("B", List.of("a", "x", "z")));
  }

  @Test
  void tellsPathsFromConstants() {
    StateMachine machine =
        StateMachineReader.read(
            """
            {"StartAt": "A", "States": {
              "A": {"Type": "Pass", "Parameters": {"p": "$no", "MyPath": "$no",
                    "q.$": "States.Format('{}', States.Array($b, $$.Execution.Id))"},
                    "Next": "C"},
              "C": {"Type": "Choice", "Choices": [
                    {"Not": {"Variable": "$v.x", "StringEqualsPath": "$w"}, "Next": "S"}],
                    "Default": "S"},
              "S": {"Type": "Succeed", "InputPath": "$.no"}}}
            """);

    assertThat(VariableReferences.of(machine))
        .isEqualTo(Map.of("A", List.of("b"), "C", List.of("v", "w")));
  }

  @Test
  void saysWhatAwsSaid() {
    SharedCases cases = SharedCases.at("stepwell.conformance", "conformance");
    Score score = new Score("variable references");
    for (SharedCases.Case each : cases.all("index.json", "cases")) {
      if (each.id().contains("variable_references")) {
        Json said = Json.of(VariableReferences.of(StateMachineReader.read(definition(each))));
        score.count(each.id(), said.equals(expected(each)), expected(each) + ", but: " + said);
      }
    }
    score.report(15, 15);
  }

  private static JsonObject call(SharedCases.Case each, String operation) {
    for (Json call : each.content().array("calls")) {
      if (operation.equals(((JsonObject) call).string("operation"))) {
        return (JsonObject) call;
      }
    }
    throw new IllegalStateException(each.id() + " has no " + operation);
  }

  private static JsonObject definition(SharedCases.Case each) {
    return call(each, "create_state_machine").object("params").object("definition");
  }

  private static JsonObject expected(SharedCases.Case each) {
    return call(each, "describe_state_machine")
        .object("expected")
        .object("describe_response")
        .object("variableReferences");
  }
}
