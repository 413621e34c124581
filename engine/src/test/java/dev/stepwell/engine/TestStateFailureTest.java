package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What a test of a state tells of Retry and Catch. */
class TestStateFailureTest {

  private static final String TASK =
      """
      {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "QueryLanguage": "JSONata",
        "Arguments": {"FunctionName": "f"},
        "Retry": [
          {"ErrorEquals": ["Other"]},
          {"ErrorEquals": ["Again"], "IntervalSeconds": 3, "BackoffRate": 2, "MaxAttempts": 4,
           "MaxDelaySeconds": 20}],
        "Catch": [
          {"ErrorEquals": ["Mine"], "Output": "{% $states.errorOutput %}", "Next": "Handle"},
          {"ErrorEquals": ["Broken"], "Output": "{% $states.input.nothing %}", "Next": "Handle"},
          {"ErrorEquals": ["Again"], "Next": "GiveUp"}],
        "End": true}
      """;

  @Test
  void tellsHowLongToWaitForTheNextAttempt() {
    JsonObject response =
        new StateBench(TASK)
            .failing("Again")
            .having("stateConfiguration", "{\"retrierRetryCount\": 2}")
            .run();

    assertThat(response.string("status")).isEqualTo("RETRIABLE");
    assertThat(response.string("error")).isEqualTo("Again");
    assertThat(response.string("cause")).isEqualTo("why");
    assertThat(response.has("output")).isFalse();
    assertThat(response.has("nextState")).isFalse();
    assertThat(response.object("inspectionData").object("errorDetails"))
        .isEqualTo(Json.parse("{\"retryIndex\": 1, \"retryBackoffIntervalSeconds\": 12}"));
  }

  @Test
  void boundsTheWaitByItsMaximum() {
    JsonObject response =
        new StateBench(TASK)
            .failing("Again")
            .having("stateConfiguration", "{\"retrierRetryCount\": 3}")
            .run();

    assertThat(
            response
                .object("inspectionData")
                .object("errorDetails")
                .get("retryBackoffIntervalSeconds"))
        .isEqualTo(Json.of(20));
  }

  @Test
  void catchesWhatIsRetriedNoMore() {
    JsonObject response =
        new StateBench(TASK)
            .failing("Again")
            .having("stateConfiguration", "{\"retrierRetryCount\": 4}")
            .run();

    assertThat(response.string("status")).isEqualTo("CAUGHT_ERROR");
    assertThat(response.string("nextState")).isEqualTo("GiveUp");
    assertThat(response.object("inspectionData").object("errorDetails"))
        .isEqualTo(Json.parse("{\"retryIndex\": 1, \"catchIndex\": 2}"));
  }

  @Test
  void givesTheCatchersOutputAndStillTheError() {
    JsonObject response = new StateBench(TASK).failing("Mine").run();

    assertThat(response.string("error")).isEqualTo("Mine");
    assertThat(Json.parse(String.valueOf(response.string("output"))))
        .isEqualTo(Json.parse("{\"Error\": \"Mine\", \"Cause\": \"why\"}"));
    assertThat(StateBench.seen(response))
        .containsExactlyInAnyOrder("input", "afterArguments", "errorDetails");
  }

  @Test
  void failsWithTheCatchersOwnFailure() {
    JsonObject response = new StateBench(TASK).failing("Broken").run();

    assertThat(response.string("status")).isEqualTo("FAILED");
    assertThat(response.string("error")).isEqualTo("States.QueryEvaluationError");
    assertThat(response.string("cause"))
        .isEqualTo(
            "The JSONata expression '$states.input.nothing' specified for the field"
                + " 'Catch[1]/Output' returned nothing (undefined).");
  }

  @Test
  void failsWithWhatNobodyHandles() {
    JsonObject response = new StateBench(TASK).failing("Unknown").run();

    assertThat(response.string("status")).isEqualTo("FAILED");
    assertThat(response.object("inspectionData").has("errorDetails")).isFalse();
  }

  @Test
  void neverCatchesWhatDoesNotFitItsData() {
    JsonObject response =
        new StateBench(
                """
                {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:lambda:invoke",
                 "Parameters": {"x.$": "$.nowhere"},
                 "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Handle"}], "End": true}
                """)
            .giving("{}")
            .run();

    assertThat(response.string("status")).isEqualTo("FAILED");
    assertThat(response.string("error")).isEqualTo("States.Runtime");
  }
}
