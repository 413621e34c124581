package dev.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.aws.RunLedger;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import dev.stepwell.local.LocalCloud;
import dev.stepwell.local.dynamodb.TableDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of runs that deployment makes, filled by its machine on this engine. */
class RunLedgerTest {

  private static final long DAY = 24 * 60 * 60;
  private static final String READ =
      """
      {"QueryLanguage": "JSONata", "StartAt": "read", "States": {"read": {"Type": "Task",
       "Resource": "arn:aws:states:::aws-sdk:dynamodb:query", "Arguments": {"TableName": "ledger",
        "KeyConditionExpression": "machine = :m", "ExpressionAttributeValues": {":m": {"S": "stepwell-daily"}}},
       "Output": "{% $states.result.Items %}", "End": true}}}""";

  private static final String INPUT =
      "{\"_trigger\":{\"name\":\"cron\",\"time\":\"2100-01-01T00:00:00Z\"}}";

  @TempDir Path folder;
  private LocalCloud cloud;
  private Engine engine;
  private int machines;

  @BeforeEach
  void open() {
    cloud =
        LocalCloud.in(folder)
            .table(
                TableDefinition.keyedBy("ledger", "machine")
                    .sortedBy("run", "S")
                    .endingAt("expires"))
            .open();
    engine = Engine.builder().handlers(cloud.handlers()).build();
  }

  @AfterEach
  void close() {
    engine.close();
    cloud.close();
  }

  /**
   * An event as EventBridge tells it; members of {@code more} replace those of a run that is on.
   */
  private static JsonObject event(String name, String status, int redrives, String more) {
    JsonObject detail =
        json("""
            {'executionArn': 'arn:aws:states:eu-west-1:1:execution:stepwell-daily:%1$s',
             'stateMachineArn': 'arn:aws:states:eu-west-1:1:stateMachine:stepwell-daily',
             'name': '%1$s', 'status': '%2$s', 'startDate': 4102444800123, 'stopDate': null,
             'redriveCount': %3$d, 'error': null}"""
                .formatted(name, status, redrives))
            .with("input", Json.of(INPUT));
    for (Map.Entry<String, Json> member : json(more).asMap().entrySet()) {
      detail = detail.with(member.getKey(), member.getValue());
    }
    return JsonObject.builder()
        .put("source", "aws.states")
        .put("detail-type", "Step Functions Execution Status Change")
        .put("detail", detail)
        .build();
  }

  private static JsonObject json(String text) {
    return (JsonObject) Json.parse(text.replace('\'', '"'));
  }

  private void told(JsonObject event) throws Exception {
    String definition =
        RunLedger.definition()
            .compact()
            .replace("${RunLedgerTable}", "ledger")
            .replace("${RunLedgerDays}", "400");
    Execution execution = run(definition, event);
    assertThat(execution.status())
        .as("%s: %s", execution.error(), execution.cause())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  private Execution run(String definition, JsonObject input) throws Exception {
    machines++;
    Execution execution = engine.start(engine.create("m" + machines, definition), null, input);
    execution.done().get(60, TimeUnit.SECONDS);
    return execution;
  }

  private List<JsonObject> rows() throws Exception {
    return ((JsonArray) run(READ, JsonObject.EMPTY).output().orElseThrow())
        .stream().map(JsonObject.class::cast).toList();
  }

  @Test
  void keepsTheLastStatusWhateverTheOrder() throws Exception {
    JsonObject began = event("a", "RUNNING", 0, "{}");
    JsonObject failed = event("a", "FAILED", 0, "{'error': 'E', 'stopDate': 4102444860000}");
    JsonObject again = event("a", "RUNNING", 1, "{}");
    JsonObject done = event("a", "SUCCEEDED", 1, "{'stopDate': 4102444900000}");
    List<List<JsonObject>> orders =
        List.of(
            List.of(began, failed, again, done),
            List.of(done, again, failed, began),
            List.of(failed, began, done, again),
            List.of(began, done, failed, done));
    JsonObject expected =
        json("""
            {'machine': {'S': 'stepwell-daily'}, 'run': {'S': '2100-01-01T00:00:00.123Z a'},
             'name': {'S': 'a'}, 'arn': {'S': 'arn:aws:states:eu-west-1:1:execution:stepwell-daily:a'},
             'status': {'S': 'SUCCEEDED'}, 'started': {'S': '2100-01-01T00:00:00.123Z'},
             'stopped': {'S': '2100-01-01T00:01:40.000Z'}, 'order': {'N': '3'}, 'redrives': {'N': '1'},
             'expires': {'N': '%d'}, 'tick': {'S': '2100-01-01T00:00:00Z'}, 'error': {'NULL': true}}"""
                .formatted(4102444800L + 400 * DAY))
            .with("input", JsonObject.of("S", Json.of(INPUT)));
    for (List<JsonObject> order : orders) {
      for (JsonObject event : order) {
        told(event);
      }
      assertThat(rows()).singleElement().isEqualTo(expected);
    }
  }

  @Test
  void takesEventsWithoutInputAndWithInputThatIsNoEnvelope() throws Exception {
    told(event("a", "RUNNING", 0, "{'input': null}"));
    told(event("b", "FAILED", 0, "{'input': '[1]', 'error': 'States.Runtime'}"));

    assertThat(rows()).extracting(row -> row.object("tick").has("S")).containsExactly(false, false);
    assertThat(rows()).extracting(row -> row.object("input").has("S")).containsExactly(false, true);
    assertThat(rows().get(1).get("error")).isEqualTo(Json.parse("{\"S\":\"States.Runtime\"}"));
  }
}
