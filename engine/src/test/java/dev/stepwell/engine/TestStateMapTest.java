package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What a test of a state tells of mocked Maps and Parallels. */
class TestStateMapTest {

  private static final String INLINE =
      "\"ItemProcessor\": {\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\":"
          + " true}}}, \"End\": true";

  private static final String DISTRIBUTED =
      INLINE.replace(
          "{\"StartAt\"",
          "{\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"},"
              + " \"StartAt\"");

  private static String map(String fields, String rest) {
    return "{\"Type\": \"Map\", " + fields.replace('\'', '"') + rest + "}";
  }

  @Test
  void tellsItemsAndTheInputsMadeOfThem() {
    JsonObject response =
        new StateBench(
                map(
                    "'ItemsPath': '$.all', 'ItemSelector': {'v.$': '$$.Map.Item.Value', 'k.$':"
                        + " '$.k'}, 'MaxConcurrency': 2, 'ResultPath': '$.out', ",
                    INLINE))
            .with("input", "{\"all\": [1, 2], \"k\": 9}")
            .giving("[10, 20]")
            .run();

    assertThat(StateBench.seen(response))
        .containsExactlyInAnyOrder(
            "input",
            "afterInputPath",
            "afterItemsPath",
            "afterItemSelector",
            "maxConcurrency",
            "afterResultSelector",
            "afterResultPath");
    assertThat(StateBench.seen(response, "afterItemSelector"))
        .isEqualTo(Json.parse("[{\"v\": 1, \"k\": 9}, {\"v\": 2, \"k\": 9}]"));
    assertThat(response.object("inspectionData").get("maxConcurrency")).isEqualTo(Json.of(2));
    assertThat(Json.parse(String.valueOf(response.string("output"))))
        .isEqualTo(Json.parse("{\"all\": [1, 2], \"k\": 9, \"out\": [10, 20]}"));
  }

  @Test
  void tellsBatchesOfItemsThatWereRead() {
    JsonObject response =
        new StateBench(
                map(
                    "'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'ReaderConfig':"
                        + " {'InputType': 'CSV', 'CSVHeaderLocation': 'FIRST_ROW'}, 'Parameters':"
                        + " {'Bucket': 'b', 'Key': 'k'}}, 'ItemBatcher': {'MaxItemsPerBatch': 2}, ",
                    DISTRIBUTED))
            .having("stateConfiguration", "{\"mapItemReaderData\": \"a\\n1\\n2\\n3\\n\"}")
            .giving("[1, 2]")
            .run();

    assertThat(StateBench.seen(response, "afterItemBatcher"))
        .isEqualTo(
            Json.parse(
                "[{\"Items\": [{\"a\": \"1\"}, {\"a\": \"2\"}]}, {\"Items\": [{\"a\": \"3\"}]}]"));
    assertThat(response.string("status")).isEqualTo("SUCCEEDED");
  }

  @Test
  void tellsItemsBehindAPointer() {
    JsonObject response =
        new StateBench(
                map(
                    "'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'ReaderConfig':"
                        + " {'InputType': 'JSON', 'ItemsPointer': '/rows'}, 'Parameters':"
                        + " {'Bucket': 'b', 'Key': 'k'}}, ",
                    DISTRIBUTED))
            .having("stateConfiguration", "{\"mapItemReaderData\": \"{\\\"rows\\\": [4, 5]}\"}")
            .giving("[1, 2]")
            .run();

    assertThat(StateBench.seen(response, "afterItemsPointer")).isEqualTo(Json.parse("[4, 5]"));
  }

  @Test
  void failsWhereReadDataHasNoItems() {
    JsonObject response =
        new StateBench(
                map(
                    "'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'ReaderConfig':"
                        + " {'InputType': 'JSON'}, 'Parameters': {'Bucket': 'b', 'Key': 'k'}}, ",
                    DISTRIBUTED))
            .having("stateConfiguration", "{\"mapItemReaderData\": \"7\"}")
            .giving("[1, 2]")
            .run();

    assertThat(response.string("error")).isEqualTo("States.ItemReaderFailed");
  }

  @Test
  void readsListingsAsTheServiceGivesThem() {
    JsonObject response =
        new StateBench(
                map(
                    "'ItemReader': {'Resource': 'arn:aws:states:::s3:listObjectsV2', 'Parameters':"
                        + " {'Bucket': 'b'}}, 'ItemSelector': {'k.$': '$$.Map.Item.Value.Key'}, ",
                    DISTRIBUTED))
            .having("stateConfiguration", "{\"mapItemReaderData\": \"[{\\\"Key\\\": \\\"x\\\"}]\"}")
            .giving("[1]")
            .run();

    assertThat(StateBench.seen(response, "afterItemSelector"))
        .isEqualTo(Json.parse("[{\"k\": \"x\"}]"));
  }

  @Test
  void refusesItemsThatAreNoArray() {
    JsonObject response =
        new StateBench(map("'ItemsPath': '$.one', ", INLINE))
            .with("input", "{\"one\": {}}")
            .giving("[]")
            .run();

    assertThat(response.string("cause")).isEqualTo("Reference path \"$.one\" must point to array.");
    assertThat(StateBench.seen(response)).containsExactly("input", "afterInputPath");
  }

  @Test
  void bearsNoMoreFailuresThanTheStateSays() {
    String state =
        map(
            "'ToleratedFailurePercentage': 50, 'Catch': [{'ErrorEquals':"
                + " ['States.ExceedToleratedFailureThreshold'], 'Next': 'Few'}], ",
            DISTRIBUTED);

    JsonObject borne = failures(state, 2);
    JsonObject tooMany = failures(state, 3);

    assertThat(borne.string("status")).isEqualTo("SUCCEEDED");
    assertThat(tooMany.string("status")).isEqualTo("CAUGHT_ERROR");
    assertThat(tooMany.string("cause"))
        .isEqualTo("The specified tolerated failure threshold was exceeded");
  }

  private static JsonObject failures(String state, int count) {
    return new StateBench(state)
        .with("input", "[1, 2, 3, 4]")
        .having("stateConfiguration", "{\"mapIterationFailureCount\": " + count + "}")
        .giving("[1, 2, 3, 4]")
        .run();
  }

  @Test
  void tellsOnlyWhatAParallelGives() {
    JsonObject response =
        new StateBench(
                """
                {"Type": "Parallel", "ResultSelector": {"first.$": "$[0]"}, "Branches": [
                  {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}], "End": true}
                """)
            .giving("[5]")
            .run();

    assertThat(StateBench.seen(response))
        .containsExactlyInAnyOrder("input", "afterResultSelector", "afterResultPath");
    assertThat(response.string("output")).isEqualTo("{\"first\":5}");
  }

  @Test
  void failsAParallelAsMocked() {
    JsonObject response =
        new StateBench(
                """
                {"Type": "Parallel", "Retry": [{"ErrorEquals": ["E"]}], "Branches": [
                  {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}], "End": true}
                """)
            .failing("E")
            .run();

    assertThat(response.string("status")).isEqualTo("RETRIABLE");
  }
}
