package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import org.junit.jupiter.api.Test;

class CatchTest {

  private static final String WORK = "arn:aws:states:::aws-sdk:sns:publish";

  private static String machine(String resultPath) {
    return """
    {"StartAt": "T", "States": {
      "T": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sns:publish", "OutputPath": "$.no.such",
        "Catch": [{"ErrorEquals": ["Other"], "Next": "Wrong"},
                  {"ErrorEquals": ["States.TaskFailed"], "ResultPath": %s, "Next": "Right",
                   "Assign": {"why.$": "$.Cause"}}],
        "End": true},
      "Wrong": {"Type": "Fail"},
      "Right": {"Type": "Pass", "Parameters": {"in.$": "$", "why.$": "$why"}, "End": true}}}
    """
        .formatted(resultPath);
  }

  @Test
  void goesOnWithTheErrorPutWhereTheRuleSays() {
    Execution execution =
        new Bench().failing(WORK, "SNS.NotFoundException").run(machine("\"$.e\""), "{\"a\": 1}");

    assertThat(execution.output())
        .contains(
            Json.parse(
                """
                {"in": {"a": 1, "e": {"Error": "SNS.NotFoundException", "Cause": "why"}},
                 "why": "why"}
                """));
  }

  @Test
  void keepsTheInputWhereTheErrorIsDropped() {
    Execution execution =
        new Bench().failing(WORK, "SNS.NotFoundException").run(machine("null"), "{\"a\": 1}");

    assertThat(execution.output()).contains(Json.parse("{\"in\": {\"a\": 1}, \"why\": \"why\"}"));
  }

  @Test
  void cannotCatchAPathThatFindsNothing() {
    Bench bench = new Bench().failing(WORK);

    Execution execution =
        bench.run(
            """
            {"StartAt": "T", "States": {
              "T": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sns:publish",
                "Parameters": {"x.$": "$.missing"},
                "Catch": [{"ErrorEquals": ["States.Runtime"], "Next": "Z"},
                          {"ErrorEquals": ["States.ALL"], "Next": "Z"}], "End": true},
              "Z": {"Type": "Pass", "End": true}}}
            """,
            "{}");

    assertThat(execution.error()).contains("States.Runtime");
    assertThat(execution.cause().orElseThrow())
        .startsWith(
            "An error occurred while executing the state 'T' (entered at the event id #2). ");
    assertThat(bench.chain(execution)).last().isEqualTo("3<2 ExecutionFailed");
  }

  @Test
  void catchesAResultThatIsTooLarge() {
    Bench bench =
        new Bench()
            .handler(
                "arn:aws:states:::sns:publish",
                task -> task.succeed(Json.of("x".repeat(Failure.MOST_BYTES))));

    Execution execution =
        bench.run(
            """
            {"StartAt": "T", "States": {
              "T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish",
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Z"}], "End": true},
              "Z": {"Type": "Pass", "End": true}}}
            """,
            "{}");

    assertThat(execution.output().orElseThrow().compact())
        .contains("States.DataLimitExceeded", "The state/task 'sns' returned a result");
  }

  @Test
  void failsAPassWhoseOutputIsTooLarge() {
    String half = "\"" + "x".repeat(Failure.MOST_BYTES / 2) + "\"";
    Bench bench = new Bench();

    Execution execution =
        bench.run(
            """
            {"StartAt": "P", "States": {
              "P": {"Type": "Pass", "Parameters": {"a.$": "$", "b.$": "$"}, "End": true}}}
            """,
            half);

    assertThat(execution.error()).contains("States.DataLimitExceeded");
    assertThat(bench.chain(execution)).last().isEqualTo("3<2 ExecutionFailed");
  }
}
