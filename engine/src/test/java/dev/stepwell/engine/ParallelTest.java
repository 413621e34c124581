package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ParallelTest {

  @Test
  void givesTheOutputsInTheOrderOfTheBranches() {
    Bench bench = new Bench();

    Execution execution =
        bench.run(
            """
            {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 5, "End": true}}},
              {"StartAt": "B", "States": {"B": {"Type": "Pass", "Result": 2, "End": true}}}]}}}
            """,
            "1");

    assertThat(execution.output()).contains(Json.parse("[1, 2]"));
    assertThat(bench.chain(execution))
        .containsExactly(
            "1<0 ExecutionStarted",
            "2<0 ParallelStateEntered",
            "3<2 ParallelStateStarted",
            "4<3 WaitStateEntered",
            "5<3 PassStateEntered",
            "6<5 PassStateExited",
            "7<4 WaitStateExited",
            "8<7 ParallelStateSucceeded",
            "9<7 ParallelStateExited",
            "10<9 ExecutionSucceeded");
  }

  @Test
  void cutsTheOtherBranchesOffWhenOneFails() {
    AtomicBoolean cancelled = new AtomicBoolean();
    Bench bench =
        new Bench(VirtualClock.still(Bench.START))
            .callback(task -> task.onCancel(() -> cancelled.set(true)));

    Execution execution =
        bench.start(
            """
            {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "A", "States": {
                "A": {"Type": "Wait", "Seconds": 5, "Next": "F"},
                "F": {"Type": "Fail", "Error": "Broken", "Cause": "because"}}},
              {"StartAt": "B", "States": {"B": %s}}]}}}
            """
                .formatted(Bench.CALLBACK),
            "{}");
    bench.settle();
    bench.advance(Duration.ofSeconds(5));

    assertThat(execution.error()).contains("Broken");
    assertThat(execution.cause()).contains("because");
    assertThat(cancelled).isTrue();
    assertThat(bench.chain(execution))
        .endsWith(
            "10<9 FailStateEntered",
            "11<10 TaskStateAborted",
            "12<10 ParallelStateFailed",
            "13<12 ExecutionFailed");
  }

  @Test
  void writesThatTheFailingTaskItselfIsCutOff() {
    Bench bench = new Bench().failing("arn:aws:states:::aws-sdk:sns:publish", "Odd");

    Execution execution =
        bench.run(
            """
            {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
                "Resource": "arn:aws:states:::aws-sdk:sns:publish"}}}]}}}
            """,
            "{}");

    assertThat(bench.chain(execution))
        .endsWith(
            "7<6 TaskFailed",
            "8<7 TaskStateAborted",
            "9<7 ParallelStateFailed",
            "10<9 ExecutionFailed");
  }

  @Test
  void runsAllBranchesAgainOnRetryWithoutWritingAFailure() {
    Bench bench = new Bench();

    Execution execution =
        bench.run(
            """
            {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true,
              "Retry": [{"ErrorEquals": ["Broken"], "MaxAttempts": 1}],
              "Branches": [{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "Broken"}}}]}}}
            """,
            "{}");

    assertThat(bench.chain(execution))
        .containsExactly(
            "1<0 ExecutionStarted",
            "2<0 ParallelStateEntered",
            "3<2 ParallelStateStarted",
            "4<3 FailStateEntered",
            "5<4 ParallelStateStarted",
            "6<5 FailStateEntered",
            "7<6 ParallelStateFailed",
            "8<7 ExecutionFailed");
  }

  @Test
  void keepsVariablesOfABranchToItself() {
    Execution execution =
        new Bench()
            .run(
                """
                {"StartAt": "S", "States": {
                  "S": {"Type": "Pass", "Assign": {"outer": "o"}, "Next": "P"},
                  "P": {"Type": "Parallel", "End": true, "Branches": [
                    {"StartAt": "A", "States": {
                      "A": {"Type": "Pass", "Assign": {"inner": "i"}, "Next": "B"},
                      "B": {"Type": "Pass", "End": true,
                            "Parameters": {"x.$": "States.Format('{}{}', $outer, $inner)"}}}}]}}}
                """,
                "{}");

    assertThat(execution.output()).contains(Json.parse("[{\"x\": \"oi\"}]"));
  }
}
