package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import org.junit.jupiter.api.Test;

class EngineTest {

  private final Bench bench = new Bench();

  @Test
  void passesItsInputThroughWithAwsEventChain() {
    Execution execution =
        bench.run(
            """
            {"StartAt": "A", "States": {
              "A": {"Type": "Pass", "Next": "B"},
              "B": {"Type": "Succeed"}}}
            """,
            "{\"x\": 1}");

    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(execution.output()).contains(Json.parse("{\"x\":1}"));
    assertThat(bench.chain(execution))
        .containsExactly(
            "1<0 ExecutionStarted",
            "2<0 PassStateEntered",
            "3<2 PassStateExited",
            "4<3 SucceedStateEntered",
            "5<4 SucceedStateExited",
            "6<5 ExecutionSucceeded");
  }

  @Test
  void runsALongLoopWithoutOverflowAndStopsAtTheEventLimit() {
    Execution execution =
        bench.run(
            """
            {"StartAt": "A", "States": {
              "A": {"Type": "Pass", "Next": "B"},
              "B": {"Type": "Choice", "Default": "A",
                    "Choices": [{"Variable": "$.stop", "IsPresent": true, "Next": "C"}]},
              "C": {"Type": "Succeed"}}}
            """,
            "{}");

    assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(execution.error()).contains("States.Runtime");
    assertThat(execution.cause())
        .contains("The execution reached the maximum number of history events (25000).");
    assertThat(execution.history()).hasSize(25_000);
  }

  @Test
  void failsATaskThatNobodyServesNamingTheResource() {
    Execution execution = bench.run(Bench.task("arn:aws:states:::glue:startJobRun.sync"), "{}");

    assertThat(execution.error()).contains("States.TaskFailed");
    assertThat(execution.cause().orElseThrow())
        .contains("arn:aws:states:::glue:startJobRun.sync", "TaskHandlers.builder().put");
  }

  @Test
  void givesTheOpenExecutionForTheSameNameAndInputAndRefusesOthers() {
    Bench bench = new Bench(VirtualClock.still(Bench.START)).callback(task -> {});
    StateMachineHandle machine =
        bench
            .engine()
            .create("waits", "{\"StartAt\":\"T\",\"States\":{\"T\":" + Bench.CALLBACK + "}}");
    Execution first = bench.engine().start(machine, "one", Json.parse("{}"));

    assertThat(bench.engine().start(machine, "one", Json.parse("{}"))).isSameAs(first);
    assertThatThrownBy(() -> bench.engine().start(machine, "one", Json.parse("[]")))
        .isInstanceOf(ExecutionAlreadyExistsException.class)
        .hasMessageContaining("execution:waits:one");
  }
}
