package dev.stepwell.engine.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {

  private static final String ACTIVITY = ApiBench.ARN + "activity:a";
  private static final String POLL = "{'activityArn':'" + ACTIVITY + "','workerName':'w'}";

  private final ApiBench bench = new ApiBench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void handsTasksToWorkersAndTakesTheirAnswers() {
    bench.call("CreateActivity", "{'name':'a','tags':[{'key':'k','value':'v'}]}");
    bench.create(
        "m",
        "{\"StartAt\":\"T\",\"States\":{\"T\":{\"Type\":\"Task\",\"Resource\":\""
            + ACTIVITY
            + "\",\"End\":true}}}");
    String execution = bench.start(ApiBench.MACHINE, "e");

    JsonObject task = bench.call("GetActivityTask", POLL);
    String token = "'taskToken':'" + task.string("taskToken") + "'";
    bench.call("SendTaskHeartbeat", "{" + token + "}");
    bench.call("SendTaskSuccess", "{" + token + ",'output':'[1]'}");
    bench.settle();

    assertThat(task.string("input")).isEqualTo("{}");
    assertThat(bench.describe(execution).string("output")).isEqualTo("[1]");
    assertThat(bench.refusal("SendTaskFailure", "{" + token + "}").text())
        .isEqualTo("Task Timed Out: 'Provided task does not exist anymore'");
    assertThat(bench.call("ListTagsForResource", "{'resourceArn':'" + ACTIVITY + "'}").compact())
        .isEqualTo("{\"tags\":[{\"key\":\"k\",\"value\":\"v\"}]}");
  }

  @Test
  void givesNothingAfterAMinuteWithoutATask() {
    bench.call("CreateActivity", "{'name':'a'}");
    long before = bench.clock.millis();

    assertThat(bench.call("GetActivityTask", POLL)).isEqualTo(JsonObject.EMPTY);
    assertThat(bench.clock.millis() - before).isEqualTo(60_000);
  }

  @Test
  void refusesUnknownActivitiesAndTokens() {
    assertThat(bench.refusal("GetActivityTask", POLL).text())
        .isEqualTo("Activity Does Not Exist: '" + ACTIVITY + "'");
    assertThat(bench.refusal("SendTaskHeartbeat", "{'taskToken':'x'}").code())
        .isEqualTo("InvalidToken");
    assertThat(bench.refusal("SendTaskSuccess", "{'taskToken':'x','output':'{'}").code())
        .isEqualTo("InvalidOutput");
  }
}
