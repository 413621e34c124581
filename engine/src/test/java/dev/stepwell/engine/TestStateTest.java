package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import org.junit.jupiter.api.Test;

class TestStateTest {

  private static final String INVOKE = "arn:aws:states:::aws-sdk:lambda:invoke";
  private static final String TASK =
      "{'Type': 'Task', 'Resource': '"
          + INVOKE
          + "', 'Parameters': {'FunctionName': 'f', 'n.$': '$.n'},"
          + " 'ResultSelector': {'doubled.$': '$.Payload'}, 'ResultPath': '$.r', 'Next': 'After'}";

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @Test
  void tellsEveryStageOfATasksData() {
    JsonObject response =
        new StateBench(json(TASK)).with("input", "{\"n\": 1}").giving("{\"Payload\": 2}").run();

    assertThat(response.string("status")).isEqualTo("SUCCEEDED");
    assertThat(response.string("nextState")).isEqualTo("After");
    assertThat(Json.parse(String.valueOf(response.string("output"))))
        .isEqualTo(Json.parse("{\"n\": 1, \"r\": {\"doubled\": 2}}"));
    assertThat(StateBench.seen(response))
        .containsExactlyInAnyOrder(
            "input",
            "afterInputPath",
            "afterParameters",
            "result",
            "afterResultSelector",
            "afterResultPath");
    assertThat(StateBench.seen(response, "afterParameters"))
        .isEqualTo(Json.parse("{\"FunctionName\": \"f\", \"n\": 1}"));
    assertThat(StateBench.seen(response, "afterResultSelector"))
        .isEqualTo(Json.parse("{\"doubled\": 2}"));
  }

  @Test
  void tellsNothingButTheOutcomeAtLevelInfo() {
    JsonObject response =
        new StateBench("{\"Type\": \"Succeed\"}").with("inspectionLevel", "INFO").run();

    assertThat(response.names()).containsExactlyInAnyOrder("output", "status");
  }

  @Test
  void hasWorkDoneByTheEnginesHandlersWhereNothingIsMocked() {
    JsonObject response =
        new StateBench(json(TASK))
            .with("input", "{\"n\": 21}")
            .doing(INVOKE, arguments -> JsonObject.of("Payload", Json.of(42)))
            .run();

    assertThat(StateBench.seen(response, "result")).isEqualTo(Json.parse("{\"Payload\": 42}"));
  }

  @Test
  void namesNoStateInCauses() {
    JsonObject response =
        new StateBench(json("{'Type': 'Pass', 'InputPath': '$.nowhere', 'End': true}")).run();

    assertThat(response.string("status")).isEqualTo("FAILED");
    assertThat(response.string("error")).isEqualTo("States.Runtime");
    assertThat(response.string("cause")).startsWith("Invalid path '$.nowhere'");
    assertThat(StateBench.seen(response)).containsExactly("input");
  }

  @Test
  void endsAWaitAtTheLimitOfFiveMinutes() {
    JsonObject response =
        new StateBench(json("{'Type': 'Wait', 'Seconds': 301, 'End': true}")).run();

    assertThat(response.string("status")).isEqualTo("FAILED");
    assertThat(response.string("error")).isEqualTo("States.Timeout");
  }

  @Test
  void endsATaskThatIsNotAnsweredInTime() {
    JsonObject response =
        new StateBench(
                json(
                    "{'Type': 'Task', 'Resource': 'arn:aws:states:::sns:publish', 'TimeoutSeconds':"
                        + " 3, 'Catch': [{'ErrorEquals': ['States.Timeout'], 'Next': 'Late'}],"
                        + " 'End': true}"))
            .handing("arn:aws:states:::sns:publish", task -> {})
            .run();

    assertThat(response.string("status")).isEqualTo("CAUGHT_ERROR");
    assertThat(response.string("nextState")).isEqualTo("Late");
  }

  @Test
  void tellsVariablesAfterTheState() {
    JsonObject response =
        new StateBench(json("{'Type': 'Pass', 'Assign': {'b.$': '$a', 'c': 3}, 'End': true}"))
            .with("variables", "{\"a\": 1}")
            .run();

    assertThat(StateBench.seen(response, "variables"))
        .isEqualTo(Json.parse("{\"a\": 1, \"b\": 1, \"c\": 3}"));
  }

  @Test
  void tellsOnlyTheResultOfAPassThatHasOne() {
    JsonObject response =
        new StateBench(json("{'Type': 'Pass', 'Result': 7, 'ResultPath': '$.x', 'End': true}"))
            .run();

    assertThat(StateBench.seen(response))
        .containsExactlyInAnyOrder("input", "result", "afterResultSelector", "afterResultPath");
  }

  @Test
  void stopsAfterAStateThatGoesToItself() {
    JsonObject response = new StateBench(json("{'Type': 'Pass', 'Next': 'StateName'}")).run();

    assertThat(response.string("nextState")).isEqualTo("StateName");
  }

  @Test
  void findsAStateInsideAMachinesMap() {
    JsonObject response =
        new StateBench(
                json(
                    "{'QueryLanguage': 'JSONata', 'StartAt': 'M', 'States': {'M': {'Type': 'Map',"
                        + " 'ItemProcessor': {'StartAt': 'Deep', 'States': {'Deep': {'Type':"
                        + " 'Pass', 'Output': '{% $states.input + 1 %}', 'End': true}}},"
                        + " 'End': true}}}"))
            .with("stateName", "Deep")
            .with("input", "41")
            .run();

    assertThat(response.string("output")).isEqualTo("42");
  }

  @Test
  void isHeardByNoListener() {
    StateBench bench = new StateBench("{\"Type\": \"Succeed\"}");

    bench.run();

    assertThat(bench.heard()).isEmpty();
  }

  @Test
  void showsAContextOfItsOwn() {
    JsonObject response =
        new StateBench(json("{'Type': 'Pass', 'Parameters': {'c.$': '$$'}, 'End': true}"))
            .with("input", "{\"k\": 1}")
            .run();

    JsonObject context =
        ((JsonObject) Json.parse(String.valueOf(response.string("output")))).object("c");
    JsonObject execution = context.object("Execution");
    String machine = String.valueOf(context.object("StateMachine").string("Name"));
    assertThat(execution.names())
        .containsExactlyInAnyOrder("Id", "Input", "Name", "RoleArn", "StartTime");
    assertThat(execution.string("Id"))
        .isEqualTo(
            "arn:aws:states:us-east-1:000000000000:express:"
                + machine
                + ":"
                + execution.string("Name"));
    assertThat(context.object("State").string("Name")).isEqualTo("StateName");
  }

  @Test
  void showsAMockedContextOverTheUsualOne() {
    JsonObject response =
        new StateBench(
                json(
                    "{'Type': 'Task', 'Resource': 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',"
                        + " 'Parameters': {'QueueUrl': 'q', 'MessageBody': {'t.$': '$$.Task.Token',"
                        + " 'r.$': '$$.State.RetryCount', 'n.$': '$$.Execution.Name'}}, 'End': true}"))
            .with("context", json("{'Task': {'Token': 'abc'}, 'Execution': {'Name': 'e'}}"))
            .having("stateConfiguration", "{\"retrierRetryCount\": 2}")
            .giving("{}")
            .run();

    assertThat(((JsonObject) StateBench.seen(response, "afterParameters")).get("MessageBody"))
        .isEqualTo(Json.parse("{\"t\": \"abc\", \"r\": 2, \"n\": \"e\"}"));
  }

  @Test
  void mocksActivitiesThatDoNotExist() {
    JsonObject response =
        new StateBench(
                json(
                    "{'Type': 'Task', 'Resource':"
                        + " 'arn:aws:states:us-east-1:000000000000:activity:a', 'End': true}"))
            .giving("\"done\"")
            .run();

    assertThat(response.string("output")).isEqualTo("\"done\"");
  }
}
