package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Item n ends after n seconds; a negative one ends badly. */
class ToleratedFailureTest {

  private final Bench bench = new Bench();
  private final Bench byHand = new Bench(VirtualClock.still(Bench.START));

  private static String machine(String fields) {
    return """
    {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, %s
      "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "W", "States": {
          "W": {"Type": "Wait", "SecondsPath": "$.after", "Next": "C"},
          "C": {"Type": "Choice", "Default": "P",
                "Choices": [{"Variable": "$.bad", "BooleanEquals": true, "Next": "F"}]},
          "F": {"Type": "Fail", "Error": "Bad"},
          "P": {"Type": "Pass", "OutputPath": "$.after", "End": true}}}}}}
    """
        .formatted(fields);
  }

  private static String items(int... seconds) {
    return IntStream.of(seconds)
        .mapToObj(n -> "{\"after\": " + Math.abs(n) + ", \"bad\": " + (n < 0) + "}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private Execution run(String fields, int... seconds) {
    return bench.run(machine(fields), items(seconds));
  }

  private MapRun mapRun(Execution execution) {
    return execution.mapRuns().get(0);
  }

  private static void assertExceeded(Execution execution) {
    assertThat(execution.error()).contains("States.ExceedToleratedFailureThreshold");
    assertThat(execution.cause())
        .contains("The specified tolerated failure threshold was exceeded");
  }

  @Test
  void failsAtTheFirstFailureByDefault() {
    Execution execution = run("", 1, -2, 3, 4);

    assertExceeded(execution);
    assertThat(bench.seconds(execution, EventType.MAP_RUN_FAILED)).containsExactly(2L);
    MapRunCounts counts = mapRun(execution).itemCounts();
    assertThat(List.of(counts.succeeded(), counts.failed(), counts.aborted()))
        .containsExactly(1L, 1L, 2L);
    assertThat(mapRun(execution).status()).isEqualTo(MapRun.Status.FAILED);
  }

  @Test
  void beginsNothingOnceItHasFailed() {
    Execution execution = run("\"MaxConcurrency\": 1,", -1, 1, 1);

    assertExceeded(execution);
    assertThat(mapRun(execution).itemCounts().pending()).isEqualTo(2);
    assertThat(mapRun(execution).executions()).hasSize(1);
  }

  @Test
  void failsAsSoonAsTheCountIsExceeded() {
    assertThat(run("\"ToleratedFailureCount\": 2,", -1, -2, 9).output())
        .contains(Json.parse("[9]"));

    Execution execution = run("\"ToleratedFailureCount\": 1,", -1, -2, 9);

    assertExceeded(execution);
    assertThat(mapRun(execution).executionCounts().aborted()).isEqualTo(1);
  }

  @Test
  void failsAsSoonAsTheShareIsExceeded() {
    assertThat(run("\"ToleratedFailurePercentage\": 50,", -1, -2, 3, 4).output())
        .contains(Json.parse("[3, 4]"));
    assertThat(run("\"ToleratedFailurePercentage\": 100,", -1, -2).output())
        .contains(Json.parse("[]"));

    Execution execution = run("\"ToleratedFailurePercentage\": 49.9,", -1, -2, 3, 4);

    assertExceeded(execution);
    assertThat(mapRun(execution).executionCounts().aborted()).isEqualTo(2);
  }

  @Test
  void failsWhenEitherOfTheTwoIsExceeded() {
    String count = "\"ToleratedFailureCount\": 1, \"ToleratedFailurePercentage\": 100,";
    String share = "\"ToleratedFailureCount\": 9, \"ToleratedFailurePercentage\": 40,";

    assertExceeded(run(count, -1, -2, 3));
    assertExceeded(run(share, -1, -2, 3));
  }

  @Test
  void countsEveryItemOfAFailedBatch() {
    String batches =
        """
        "StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ToleratedFailureCount": %d,
          "ItemBatcher": {"MaxItemsPerBatch": 2},
          "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "Bad"}}}}}
        """;

    Execution borne = bench.run("{" + batches.formatted(3) + "}", "[1, 2, 3]");
    Execution exceeded = bench.run("{" + batches.formatted(2) + "}", "[1, 2, 3]");

    assertThat(borne.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertExceeded(exceeded);
    assertThat(mapRun(exceeded).itemCounts().failed()).isEqualTo(3);
  }

  @Test
  void countsChildrenThatWereStopped() {
    Execution execution = byHand.start(machine("\"ToleratedFailureCount\": 1,"), items(5, 6, 7));
    byHand.settle();
    for (Execution child : mapRun(execution).executions().subList(0, 2)) {
      byHand.engine().stop(child, "Enough", null);
    }
    byHand.settle();

    assertExceeded(Bench.ended(execution));
    assertThat(mapRun(execution).itemCounts().aborted()).isEqualTo(3);
  }

  @Test
  void failsWhenLessIsBorneThanBefore() {
    Execution execution =
        byHand.start(machine("\"ToleratedFailurePercentage\": 100,"), items(-1, 9, 9));
    byHand.settle();
    byHand.advance(Duration.ofSeconds(2));
    assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);

    byHand.engine().update(mapRun(execution), null, 0L, 0.0);
    byHand.settle();

    assertExceeded(Bench.ended(execution));
  }
}
