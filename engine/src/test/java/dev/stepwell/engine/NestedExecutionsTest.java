package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import org.junit.jupiter.api.Test;

class NestedExecutionsTest {

  private final Bench bench = new Bench();

  private Execution parentOf(String child, String suffix) {
    bench.engine().create("child", child);
    return bench.run(
        """
        {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:::states:startExecution%s",
          "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:child",
                         "Input": {"n": 1}}}}}
        """
            .formatted(suffix),
        "{}");
  }

  @Test
  void waitsForTheChildAndGivesItsOutputAsJson() {
    Execution execution =
        parentOf(
            "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Wait\", \"Seconds\": 3,"
                + " \"End\": true}}}",
            ".sync:2");

    JsonObject described = (JsonObject) execution.output().orElseThrow();
    assertThat(described.get("Output")).isEqualTo(Json.parse("{\"n\": 1}"));
    assertThat(described.string("Status")).isEqualTo("SUCCEEDED");
    assertThat(bench.seconds(execution, EventType.TASK_SUCCEEDED)).containsExactly(3L);
  }

  @Test
  void givesTheOutputAsTextInTheOlderForm() {
    Execution execution =
        parentOf("{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Succeed\"}}}", ".sync");

    assertThat(((JsonObject) execution.output().orElseThrow()).string("Output"))
        .isEqualTo("{\"n\":1}");
  }

  @Test
  void failsWithTheDescriptionOfAChildThatFailed() {
    Execution execution =
        parentOf(
            "{\"StartAt\": \"F\", \"States\": {\"F\": {\"Type\": \"Fail\", \"Error\":"
                + " \"Broken\"}}}",
            ".sync:2");

    assertThat(execution.error()).contains("States.TaskFailed");
    assertThat(execution.cause().orElseThrow())
        .contains("\"Error\":\"Broken\"", "\"Status\":\"FAILED\"");
  }

  @Test
  void namesAStateMachineThatDoesNotExist() {
    Execution execution =
        bench.run(
            """
            {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
              "Resource": "arn:aws:states:::states:startExecution",
              "Parameters": {"StateMachineArn": "arn:none"}}}}
            """,
            "{}");

    assertThat(execution.error()).contains("StepFunctions.StateMachineDoesNotExistException");
    assertThat(execution.cause().orElseThrow()).contains("arn:none");
  }
}
