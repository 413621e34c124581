package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistributedMapTest {

  private static String machine(String fields, String states) {
    return """
    {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, %s
      "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "I", "States": {%s}}}}}
    """
        .formatted(fields, states);
  }

  private static final String PASS = "\"I\": {\"Type\": \"Pass\", \"End\": true}";

  private static final String FAIL_ON_ZERO =
      """
      "I": {"Type": "Choice", "Default": "P",
            "Choices": [{"Variable": "$", "NumericEquals": 0, "Next": "F"}]},
      "F": {"Type": "Fail", "Error": "Zero"}, "P": {"Type": "Pass", "End": true}
      """;

  @Test
  void runsAnExecutionForEveryItem() {
    Bench bench = new Bench();

    Execution execution = bench.run(machine("", PASS), "[1, 2]");

    assertThat(execution.output()).contains(Json.parse("[1, 2]"));
    assertThat(bench.chain(execution))
        .containsExactly(
            "1<0 ExecutionStarted",
            "2<0 MapStateEntered",
            "3<2 MapStateStarted",
            "4<3 MapRunStarted",
            "5<4 MapRunSucceeded",
            "6<5 MapStateSucceeded",
            "7<4 MapStateExited",
            "8<7 ExecutionSucceeded");
  }

  @Test
  void bearsAsManyFailuresAsItSays() {
    Execution borne =
        new Bench().run(machine("\"ToleratedFailureCount\": 1,", FAIL_ON_ZERO), "[0, 1, 2]");
    Execution exceeded =
        new Bench().run(machine("\"ToleratedFailurePercentage\": 50,", FAIL_ON_ZERO), "[0, 1, 0]");

    assertThat(borne.output()).contains(Json.parse("[1, 2]"));
    assertThat(exceeded.error()).contains("States.ExceedToleratedFailureThreshold");
  }

  @Test
  void readsItemsAndPutsThemTogether() {
    Bench bench =
        new Bench()
            .handler(
                "arn:aws:states:::s3:getObject",
                task -> task.succeed(JsonObject.of("Body", Json.of("h\n\"a,b\"\nc\nd\n"))));

    Execution execution =
        bench.run(
            machine(
                """
                "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
                  "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
                  "Parameters": {"Bucket": "b", "Key": "k.csv"}},
                "ItemBatcher": {"MaxItemsPerBatch": 2, "BatchInput": {"x": 1}},
                """,
                PASS),
            "{}");

    assertThat(execution.output())
        .contains(
            Json.parse(
                """
                [{"BatchInput": {"x": 1}, "Items": [{"h": "a,b"}, {"h": "c"}]},
                 {"BatchInput": {"x": 1}, "Items": [{"h": "d"}]}]
                """));
  }

  @Test
  void failsWhenItemsCannotBeRead() {
    Bench bench =
        new Bench()
            .handler(
                "arn:aws:states:::s3:getObject",
                task -> task.succeed(JsonObject.of("Body", Json.of("7"))));

    Execution execution =
        bench.run(
            machine(
                """
                "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
                  "ReaderConfig": {"InputType": "JSON"},
                  "Parameters": {"Bucket": "b", "Key": "k.json"}},
                """,
                PASS),
            "{}");

    assertThat(execution.error()).contains("States.ItemReaderFailed");
    assertThat(execution.cause()).contains("Attempting to map over non-iterable node.");
  }

  @Test
  void writesResultsAndAManifest() {
    List<String> keys = new ArrayList<>();
    Bench bench =
        new Bench()
            .handler(
                "arn:aws:states:::s3:putObject",
                task -> {
                  keys.add(((JsonObject) task.arguments()).string("Key"));
                  task.succeed(JsonObject.EMPTY);
                });

    Execution execution =
        bench.run(
            machine(
                """
                "Label": "Each",
                "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
                  "Parameters": {"Bucket": "b", "Prefix": "out"}},
                """,
                PASS),
            "[1]");

    JsonObject output = (JsonObject) execution.output().orElseThrow();
    assertThat(output.string("MapRunArn")).contains(":mapRun:machine/Each:");
    assertThat(keys).hasSize(2).allMatch(key -> key.startsWith("out/"));
    assertThat(output.object("ResultWriterDetails").string("Key")).isEqualTo(keys.get(1));
  }
}
