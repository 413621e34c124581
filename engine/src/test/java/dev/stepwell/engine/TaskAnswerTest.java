package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import org.junit.jupiter.api.Test;

class TaskAnswerTest {

  private static final String JOB = "arn:aws:states:::glue:startJobRun.sync";

  private final Bench bench = new Bench();

  @Test
  void writesWhatAHandlerSaysWithinItsStartInThatOrder() {
    bench.handler(
        JOB,
        task -> {
          task.submitted(Json.of("taken"));
          task.succeed(Json.of("done"));
        });

    assertThat(bench.chain(bench.run(Bench.task(JOB), "{}")))
        .containsExactly(
            "1<0 ExecutionStarted",
            "2<0 TaskStateEntered",
            "3<2 TaskScheduled",
            "4<3 TaskStarted",
            "5<4 TaskSubmitted",
            "6<5 TaskSucceeded",
            "7<6 TaskStateExited",
            "8<7 ExecutionSucceeded");
  }

  @Test
  void takesTheFirstAnswerEvenIfTheHandlerThrowsAfterwards() {
    bench.handler(
        "arn:x",
        task -> {
          task.succeed(Json.of("done"));
          throw new IllegalStateException("too late");
        });

    assertThat(bench.run(Bench.task("arn:x"), "{}").output()).contains(Json.of("done"));
  }

  @Test
  void runsALongLoopOfTasksWithoutDeepCalls() {
    bench.handler("arn:x", task -> task.succeed(task.arguments()));
    String loop =
        """
        {"StartAt": "T", "States": {
          "T": {"Type": "Task", "Resource": "arn:x", "Next": "C"},
          "C": {"Type": "Choice", "Default": "T", "Choices": [
            {"Variable": "$.end", "IsPresent": true, "Next": "E"}]},
          "E": {"Type": "Succeed"}}}
        """;

    assertThat(bench.run(loop, "{}").cause()).contains(HistoryFullException.CAUSE);
  }

  @Test
  void givesTheSameTokenWheneverAsked() {
    bench.handler("arn:x", task -> task.succeed(Json.of(task.token().equals(task.token()))));

    assertThat(bench.run(Bench.task("arn:x"), "{}").output()).contains(Json.of(true));
  }
}
