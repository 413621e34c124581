package dev.stepwell.engine.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.VirtualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MapRunOperationsTest {

  private final List<Task> open = new ArrayList<>();
  private final ApiBench bench =
      new ApiBench(VirtualClock.still(Instant.parse("2026-01-01T00:00:00Z")), open::add);
  private String execution = "";
  private String mapRun = "";

  @BeforeEach
  void start() {
    bench.create(
        "m",
        """
        {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "Label": "Each",
          "MaxConcurrency": 1, "ToleratedFailureCount": 1, "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
              "Resource": "arn:aws:states:::sqs:sendMessage"}}}}}}
        """);
    execution =
        String.valueOf(
            bench
                .call(
                    "StartExecution",
                    "{'stateMachineArn':'" + ApiBench.MACHINE + "','input':'[1,2,3]'}")
                .string("executionArn"));
    bench.settle();
    JsonObject listed = bench.call("ListMapRuns", "{'executionArn':'" + execution + "'}");
    mapRun = String.valueOf(((JsonObject) listed.array("mapRuns").get(0)).string("mapRunArn"));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private JsonObject describe() {
    return bench.call("DescribeMapRun", "{'mapRunArn':'" + mapRun + "'}");
  }

  private static Json count(JsonObject described, String which) {
    return described.object("itemCounts").find(which).orElseThrow();
  }

  @Test
  void countsWhatRunsAndWhatWaits() {
    JsonObject described = describe();

    assertThat(mapRun).startsWith(ApiBench.ARN + "mapRun:m/Each:");
    assertThat(described.string("status")).isEqualTo("RUNNING");
    assertThat(count(described, "running")).isEqualTo(Json.of(1));
    assertThat(count(described, "pending")).isEqualTo(Json.of(2));
    assertThat(count(described, "total")).isEqualTo(Json.of(3));
    assertThat(described.get("maxConcurrency")).isEqualTo(Json.of(1));
    assertThat(described.has("stopDate")).isFalse();
  }

  @Test
  void runsMoreAtOnceAfterAnUpdate() {
    bench.call("UpdateMapRun", "{'mapRunArn':'" + mapRun + "','maxConcurrency':3}");
    bench.settle();

    assertThat(open).hasSize(3);
    assertThat(count(describe(), "running")).isEqualTo(Json.of(3));
  }

  @Test
  void listsChildrenWithTheirItems() {
    JsonObject child =
        (JsonObject)
            bench
                .call("ListExecutions", "{'mapRunArn':'" + mapRun + "'}")
                .array("executions")
                .get(0);

    assertThat(child.get("itemCount")).isEqualTo(Json.of(1));
    String arn = String.valueOf(child.string("executionArn"));
    assertThat(bench.describe(arn).string("mapRunArn")).isEqualTo(mapRun);
    assertThat(
            bench
                .call("DescribeStateMachineForExecution", "{'executionArn':'" + arn + "'}")
                .string("label"))
        .isEqualTo("Each");
  }

  @Test
  void failsWithMoreFailuresThanAreBorneAndRefusesUpdatesThen() {
    open.get(0).fail("E", null);
    bench.settle();
    open.get(1).fail("E", null);
    bench.settle();

    JsonObject described = describe();
    assertThat(described.string("status")).isEqualTo("FAILED");
    assertThat(count(described, "failed")).isEqualTo(Json.of(2));
    assertThat(count(described, "pending")).isEqualTo(Json.of(1));
    assertThat(
            bench
                .refusal("UpdateMapRun", "{'mapRunArn':'" + mapRun + "','toleratedFailureCount':3}")
                .members()
                .string("reason"))
        .isEqualTo("CANNOT_UPDATE_COMPLETED_MAP_RUN");
  }

  @Test
  void isCutOffWithItsExecution() {
    bench.call("StopExecution", "{'executionArn':'" + execution + "'}");

    JsonObject described = describe();
    assertThat(described.string("status")).isEqualTo("ABORTED");
    assertThat(count(described, "aborted")).isEqualTo(Json.of(1));
    assertThat(count(described, "pending")).isEqualTo(Json.of(2));
  }
}
