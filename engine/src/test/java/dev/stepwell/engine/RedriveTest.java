package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class RedriveTest {

  private static final String WORK = "arn:aws:states:::aws-sdk:sqs:sendMessage";

  private final Set<String> broken = new HashSet<>();
  private final List<String> worked = new ArrayList<>();
  private final Bench bench =
      new Bench()
          .handler(
              WORK,
              task -> {
                String input = task.arguments().compact();
                worked.add(input);
                if (broken.contains(input)) {
                  task.fail("Broken", input);
                } else {
                  task.succeed(task.arguments());
                }
              });

  private static String task(String name, String parameters) {
    return "\"%s\": {\"Type\": \"Task\", \"Resource\": \"%s\", \"Parameters\": %s, \"End\": true}"
        .formatted(name, WORK, parameters);
  }

  private static String passThen(String task) {
    return "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"Result\": {\"n\": 1},"
        + " \"Next\": \"T\"}, "
        + task
        + "}}";
  }

  private Execution redriven(Execution execution) {
    broken.clear();
    worked.clear();
    return Bench.ended(bench.engine().redrive(execution).join());
  }

  @Test
  void goesOnWithTheTaskThatFailed() {
    broken.add("{\"n\":1}");
    Execution execution = bench.run(passThen(task("T", "{\"n.$\": \"$.n\"}")), "{}");
    assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);

    redriven(execution);

    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(execution.output()).contains(Json.parse("{\"n\": 1}"));
    assertThat(execution.error()).isEmpty();
    assertThat(execution.redriveCount()).isEqualTo(1);
    assertThat(bench.chain(execution))
        .containsExactly(
            "1<0 ExecutionStarted",
            "2<0 PassStateEntered",
            "3<2 PassStateExited",
            "4<3 TaskStateEntered",
            "5<4 TaskScheduled",
            "6<5 TaskStarted",
            "7<6 TaskFailed",
            "8<7 ExecutionFailed",
            "9<8 ExecutionRedriven",
            "10<9 TaskScheduled",
            "11<10 TaskStarted",
            "12<11 TaskSucceeded",
            "13<12 TaskStateExited",
            "14<13 ExecutionSucceeded");
  }

  @Test
  void startsRetriesAnew() {
    String retried =
        task("T", "{\"n.$\": \"$.n\"}")
            .replace(
                "\"End\"",
                "\"Retry\": [{\"ErrorEquals\": [\"States.ALL\"], \"MaxAttempts\": 1}], \"End\"");
    broken.add("{\"n\":1}");
    Execution execution = bench.run(passThen(retried), "{}");
    assertThat(worked).hasSize(2);
    worked.clear();

    Bench.ended(bench.engine().redrive(execution).join());

    assertThat(worked).hasSize(2);
    assertThat(execution.redriveCount()).isEqualTo(1);
  }

  @Test
  void keepsWhatBranchesHaveGiven() {
    broken.add("{\"b\":2}");
    Execution execution =
        bench.run(
            """
            {"StartAt": "All", "States": {"All": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "A", "States": {%s}}, {"StartAt": "B", "States": {%s}}]}}}
            """
                .formatted(task("A", "{\"a\": 1}"), task("B", "{\"b\": 2}")),
            "{}");
    assertThat(execution.error()).contains("Broken");

    redriven(execution);

    assertThat(worked).containsExactly("{\"b\":2}");
    assertThat(execution.output()).contains(Json.parse("[{\"a\": 1}, {\"b\": 2}]"));
  }

  @Test
  void keepsWhatIterationsHaveGiven() {
    broken.add("{\"n\":2}");
    Execution execution =
        bench.run(
            """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "MaxConcurrency": 1,
              "ItemProcessor": {"StartAt": "T", "States": {%s}}}}}
            """
                .formatted(task("T", "{\"n.$\": \"$\"}")),
            "[1, 2, 3]");
    assertThat(worked).hasSize(2);

    redriven(execution);

    assertThat(worked).containsExactly("{\"n\":2}", "{\"n\":3}");
    assertThat(execution.output()).contains(Json.parse("[{\"n\": 1}, {\"n\": 2}, {\"n\": 3}]"));
  }

  @Test
  void redrivesTheMapRunOfADistributedMap() {
    broken.add("{\"n\":2}");
    Execution execution =
        bench.run(
            """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "MaxConcurrency": 1,
              "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED",
                "ExecutionType": "STANDARD"}, "StartAt": "T", "States": {%s}}}}}
            """
                .formatted(task("T", "{\"n.$\": \"$\"}")),
            "[1, 2, 3]");
    MapRun mapRun = execution.mapRuns().get(0);
    assertThat(mapRun.status()).isEqualTo(MapRun.Status.FAILED);
    assertThat(mapRun.itemCounts().pending()).isEqualTo(1);
    Execution failed = mapRun.executions().get(0);
    assertThat(failed.redrivability().status())
        .isEqualTo(Redrivability.Status.REDRIVABLE_BY_MAP_RUN);

    redriven(execution);

    assertThat(worked).containsExactly("{\"n\":2}", "{\"n\":3}");
    assertThat(execution.output()).contains(Json.parse("[{\"n\": 1}, {\"n\": 2}, {\"n\": 3}]"));
    assertThat(mapRun.redriveCount()).isEqualTo(1);
    assertThat(mapRun.status()).isEqualTo(MapRun.Status.SUCCEEDED);
    assertThat(failed.redriveCount()).isEqualTo(1);
    assertThat(mapRun.executionCounts().resultsWritten()).isEqualTo(3);
    assertThat(bench.chain(execution)).contains("9<8 MapRunRedriven", "10<9 MapRunSucceeded");
  }

  @Test
  void startsExpressChildrenAnew() {
    broken.add("{\"n\":1}");
    Execution execution =
        bench.run(
            """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
              "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED",
                "ExecutionType": "EXPRESS"}, "StartAt": "T", "States": {%s}}}}}
            """
                .formatted(task("T", "{\"n.$\": \"$\"}")),
            "[1]");
    Execution child = execution.mapRuns().get(0).executions().get(0);

    redriven(execution);

    Execution second = execution.mapRuns().get(0).executions().get(0);
    assertThat(second.arn()).isNotEqualTo(child.arn()).contains(":express:machine/");
    assertThat(execution.output()).contains(Json.parse("[{\"n\": 1}]"));
  }

  @Test
  void runsAStateAgainThatFailedAfterItsBranches() {
    Execution execution =
        bench.run(
            """
            {"StartAt": "All", "States": {"All": {"Type": "Parallel", "End": true,
              "OutputPath": "$.none", "Branches": [{"StartAt": "A", "States": {%s}}]}}}
            """
                .formatted(task("A", "{\"a\": 1}")),
            "{}");
    assertThat(execution.error()).contains("States.Runtime");
    worked.clear();

    Bench.ended(bench.engine().redrive(execution).join());

    assertThat(worked).containsExactly("{\"a\":1}");
    assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  void givesAnExecutionThatWasTooSlowItsTimeAgain() {
    Bench slow = new Bench();
    Execution execution =
        slow.run(
            """
            {"StartAt": "W", "TimeoutSeconds": 5, "States": {
              "W": {"Type": "Wait", "Seconds": 9, "End": true}}}
            """,
            "{}");
    assertThat(execution.status()).isEqualTo(ExecutionStatus.TIMED_OUT);

    Bench.ended(slow.engine().redrive(execution).join());

    assertThat(slow.seconds(execution, EventType.EXECUTION_TIMED_OUT)).containsExactly(5L, 10L);
  }

  @Test
  void failsAgainInAFailState() {
    Execution execution =
        bench.run(
            "{\"StartAt\": \"F\", \"States\": {\"F\": {\"Type\": \"Fail\", \"Error\": \"E\"}}}",
            "{}");

    redriven(execution);

    assertThat(execution.error()).contains("E");
    assertThat(execution.redriveCount()).isEqualTo(1);
  }

  @Test
  void goesOnWithWhatWasStopped() {
    Bench still = new Bench(VirtualClock.still(Bench.START));
    Execution execution =
        still.start(
            "{\"StartAt\": \"W\", \"States\": {\"W\": {\"Type\": \"Wait\", \"Seconds\": 9,"
                + " \"End\": true}}}",
            "{}");
    still.settle();
    still.engine().stop(execution, "Enough", null);
    Bench.ended(execution);

    still.engine().redrive(execution).join();
    still.settle();
    still.advance(Duration.ofSeconds(9));

    assertThat(Bench.ended(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void tellsWhyAnExecutionCannotBeRedriven() {
    Execution execution =
        bench.run("{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Succeed\"}}}", "{}");

    assertThat(execution.redrivability().reason())
        .isEqualTo("Execution is SUCCEEDED and cannot be redriven");
    assertThatThrownBy(() -> bench.engine().redrive(execution).join())
        .isInstanceOf(CompletionException.class)
        .hasRootCauseInstanceOf(NotRedrivableException.class)
        .hasRootCauseMessage("Execution is SUCCEEDED and cannot be redriven");
  }

  @Test
  void letsFourteenDaysPassAtMost() {
    Bench still = new Bench(VirtualClock.still(Bench.START));
    Execution execution =
        still.run("{\"StartAt\": \"F\", \"States\": {\"F\": {\"Type\": \"Fail\"}}}", "{}");

    still.advance(Duration.ofDays(15));

    assertThat(execution.redrivability().reason())
        .isEqualTo("Execution redrivable period exceeded");
  }
}
