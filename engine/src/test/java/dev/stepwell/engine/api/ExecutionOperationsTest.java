package dev.stepwell.engine.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutionOperationsTest {

  private final ApiBench bench = new ApiBench();

  @AfterEach
  void close() {
    bench.close();
  }

  private static String execution(String arn) {
    return "{'executionArn':'" + arn + "'}";
  }

  @Test
  void refusesInputsThatAreNoJson() {
    bench.create("m", ApiBench.PASS);

    ApiException refusal =
        bench.refusal(
            "StartExecution", "{'stateMachineArn':'" + ApiBench.MACHINE + "','input':'not'}");

    assertThat(refusal.code()).isEqualTo("InvalidExecutionInput");
    assertThat(refusal.text())
        .isEqualTo(
            "Invalid State Machine Execution Input: 'Unrecognized token 'not': was expecting (JSON"
                + " String, Number, Array, Object or token 'null', 'true' or 'false')'");
  }

  @Test
  void listsTheNewestFirstAndFilters() {
    bench.create("m", ApiBench.FAIL);
    bench.start(ApiBench.MACHINE, "a");
    bench.start(ApiBench.MACHINE, "b");

    String arn = "'stateMachineArn':'" + ApiBench.MACHINE + "'";
    assertThat(bench.call("ListExecutions", "{" + arn + "}").compact())
        .containsSubsequence("\"name\":\"b\"", "\"name\":\"a\"");
    assertThat(bench.call("ListExecutions", "{" + arn + ",'statusFilter':'RUNNING'}").compact())
        .isEqualTo("{\"executions\":[]}");
    assertThat(bench.refusal("ListExecutions", "{" + arn + ",'statusFilter':'DONE'}").text())
        .isEqualTo(
            "1 validation error detected: Value 'DONE' at 'statusFilter' failed to satisfy"
                + " constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT,"
                + " PENDING_REDRIVE, ABORTED, FAILED, RUNNING]");
    assertThat(bench.refusal("ListExecutions", "{}").members().string("reason"))
        .isEqualTo("MISSING_REQUIRED_PARAMETER");
  }

  @Test
  void leavesPayloadsOutOfHistories() {
    bench.create("m", ApiBench.PASS);
    String arn = bench.start(ApiBench.MACHINE, "a");

    JsonObject whole = bench.call("GetExecutionHistory", execution(arn));
    JsonObject rest =
        bench.call(
            "GetExecutionHistory",
            "{'executionArn':'" + arn + "','includeExecutionData':false,'reverseOrder':true}");

    assertThat(whole.compact()).contains("\"input\":\"{}\"", "\"inputDetails\"");
    assertThat(rest.compact()).doesNotContain("\"input\"", "\"output\"", "Details\":{\"truncated");
    assertThat(rest.array("events").get(0).compact()).contains("ExecutionSucceeded");
  }

  @Test
  void pagesThroughAHistory() {
    bench.create("m", ApiBench.PASS);
    String arn = bench.start(ApiBench.MACHINE, "a");

    JsonObject first =
        bench.call("GetExecutionHistory", "{'executionArn':'" + arn + "','maxResults':3}");
    JsonObject second =
        bench.call(
            "GetExecutionHistory",
            "{'executionArn':'%s','nextToken':'%s'}".formatted(arn, first.string("nextToken")));

    assertThat(first.array("events").length()).isEqualTo(3);
    assertThat(second.array("events").length()).isEqualTo(1);
  }

  @Test
  void redrivesOnceForOneClientToken() {
    bench.create("m", ApiBench.FAIL);
    String arn = bench.start(ApiBench.MACHINE, "a");

    for (int i = 0; i < 2; i++) {
      bench.call("RedriveExecution", "{'executionArn':'" + arn + "','clientToken':'t'}");
      bench.settle();
    }

    JsonObject described = bench.describe(arn);
    assertThat(described.get("redriveCount")).isEqualTo(Json.of(1));
    assertThat(described.has("redriveDate")).isTrue();
    assertThat(described.string("redriveStatus")).isEqualTo("REDRIVABLE");
  }

  @Test
  void refusesToRedriveWhatSucceeded() {
    bench.create("m", ApiBench.PASS);
    String arn = bench.start(ApiBench.MACHINE, "a");

    ApiException refusal = bench.refusal("RedriveExecution", execution(arn));

    assertThat(refusal.code()).isEqualTo("ExecutionNotRedrivable");
    assertThat(refusal.text()).isEqualTo("Execution is SUCCEEDED and cannot be redriven");
  }

  @Test
  void knowsNoExpressExecutions() {
    bench.create("m", ApiBench.PASS, "{'type':'EXPRESS'}");

    JsonObject answer =
        bench.call(
            "StartSyncExecution",
            "{'stateMachineArn':'" + ApiBench.MACHINE + "','input':'[1]','traceHeader':'t'}");

    assertThat(answer.string("output")).isEqualTo("[1]");
    assertThat(answer.string("traceHeader")).isEqualTo("t");
    String arn = String.valueOf(answer.string("executionArn"));
    assertThat(bench.refusal("DescribeExecution", execution(arn)).text())
        .isEqualTo("Invalid Arn: 'Resource type not valid in this context: express'");
  }

  @Test
  void stopsWithErrorAndCause() {
    ApiBench still = ApiBench.still();
    still.create("m", ApiBench.WAIT);
    String arn = still.start(ApiBench.MACHINE, "a");

    still.call("StopExecution", "{'executionArn':'" + arn + "','error':'E','cause':'why'}");

    JsonObject described = still.describe(arn);
    assertThat(described.string("status")).isEqualTo("ABORTED");
    assertThat(described.string("error")).isEqualTo("E");
    assertThat(described.string("cause")).isEqualTo("why");
    still.close();
  }

  @Test
  void tellsWhatAnExecutionRunsAfterAnUpdate() {
    bench.create("m", ApiBench.PASS);
    String arn = bench.start(ApiBench.MACHINE, "a");
    bench.update(ApiBench.FAIL);

    JsonObject described = bench.call("DescribeStateMachineForExecution", execution(arn));

    assertThat(described.string("definition")).isEqualTo(ApiBench.PASS);
    assertThat(described.has("revisionId")).isFalse();
  }
}
