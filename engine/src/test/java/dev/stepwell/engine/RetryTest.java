package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.Retrier;
import dev.stepwell.asl.json.Json;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryTest {

  private static final String WORK = "arn:aws:states:::aws-sdk:glue:startCrawler";

  private static final String MACHINE =
      """
      {"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:glue:startCrawler",
          "Retry": [
            {"ErrorEquals": ["ErrorA", "ErrorB"], "IntervalSeconds": 1, "BackoffRate": 2.0,
             "MaxAttempts": 2},
            {"ErrorEquals": ["ErrorC"], "IntervalSeconds": 5}],
          "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Z"}], "End": true},
        "Z": {"Type": "Pass", "End": true}}}
      """;

  @Test
  void countsRetriesPerRuleAsTheSpecificationsExampleDoes() {
    Bench bench = new Bench().failing(WORK, "ErrorA", "ErrorB", "ErrorC", "ErrorB");

    Execution execution = bench.run(MACHINE, "{}");

    assertThat(bench.seconds(execution, EventType.TASK_SCHEDULED)).containsExactly(0L, 1L, 3L, 8L);
    assertThat(execution.output())
        .contains(Json.parse("{\"Error\": \"ErrorB\", \"Cause\": \"why\"}"));
  }

  @Test
  void chainsTheNextAttemptToTheFailureBefore() {
    Bench bench = new Bench().failing(WORK, "ErrorA");

    Execution execution = bench.run(MACHINE, "{}");

    assertThat(bench.chain(execution))
        .containsExactly(
            "1<0 ExecutionStarted",
            "2<0 TaskStateEntered",
            "3<2 TaskScheduled",
            "4<3 TaskStarted",
            "5<4 TaskFailed",
            "6<5 TaskScheduled",
            "7<6 TaskStarted",
            "8<7 TaskSucceeded",
            "9<8 TaskStateExited",
            "10<9 ExecutionSucceeded");
  }

  @Test
  void neverRetriesWithZeroAttemptsNorAsksLaterRules() {
    Bench bench = new Bench().failing(WORK, "Odd");

    Execution execution =
        bench.run(
            """
            {"StartAt": "T", "States": {
              "T": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:glue:startCrawler",
                "Retry": [{"ErrorEquals": ["Odd"], "MaxAttempts": 0},
                          {"ErrorEquals": ["States.ALL"]}], "End": true}}}
            """,
            "{}");

    assertThat(execution.error()).contains("Odd");
    assertThat(bench.seconds(execution, EventType.TASK_SCHEDULED)).hasSize(1);
  }

  @Test
  void showsTheRetryCountToTheNextAttempt() {
    Bench bench = new Bench();
    bench.handler(
        WORK,
        task -> {
          if (task.arguments().compact().equals("{\"n\":2}")) {
            task.succeed(Json.of("enough"));
          } else {
            task.fail("Odd", null);
          }
        });

    Execution execution =
        bench.run(
            """
            {"StartAt": "T", "States": {
              "T": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:glue:startCrawler",
                "Parameters": {"n.$": "$$.State.RetryCount"},
                "Retry": [{"ErrorEquals": ["States.ALL"]}], "End": true}}}
            """,
            "{}");

    assertThat(execution.output()).contains(Json.of("enough"));
  }

  @Test
  void capsTheDelayAndShortensItAtRandomWithFullJitter() {
    RetryRule capped = RetryRule.of(new Retrier(List.of("E"), 2, 9, 3.0, 10, null, null));
    RetryRule jittered = RetryRule.of(new Retrier(List.of("E"), 2, 9, 3.0, 10, "FULL", null));

    assertThat(capped.delayMillis(1, new Random(1))).isEqualTo(2_000);
    assertThat(capped.delayMillis(2, new Random(1))).isEqualTo(6_000);
    assertThat(capped.delayMillis(3, new Random(1))).isEqualTo(10_000);
    assertThat(jittered.delayMillis(3, new Random(1))).isBetween(0L, 10_000L).isNotEqualTo(10_000L);
  }
}
