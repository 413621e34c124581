package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.ErrorName;
import dev.stepwell.dsl.InvalidWorkflowException;
import dev.stepwell.dsl.Retry;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Step;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Tasks;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of work that waits, pokes, or finds that it was done already. */
class WaitingTasksTest {

  record Input(String topic) {}

  private static final String LOOK = "aws-sdk:thing:look";
  private static final String MAKE = "aws-sdk:thing:make";

  private final Services aws = new Services().answer("sns:publish", "{'MessageId': 'm'}");

  /** The task, and a message that says what it gave. */
  private static Workflow<Input> telling(Task<Tasks.Thing> task) {
    return Workflow.named("waiting", Input.class)
        .flow(
            (flow, in) -> {
              Step<Tasks.Thing> step = flow.run("work", task);
              flow.run("tell", Sns.publish(Text.of("t"), "done", step.output().name()));
            });
  }

  private static Workflow<Input> only(Task<?> task) {
    return Workflow.named("waiting", Input.class).flow((flow, in) -> flow.run("work", task));
  }

  private String told() {
    return aws.asked("sns:publish").get(0).string("Message");
  }

  private static Duration length(Execution run) {
    return Duration.between(run.startTime(), run.stopTime().orElseThrow());
  }

  private static JsonObject state(Workflow<?> workflow, String name) {
    return ((JsonObject) Json.parse(workflow.compile().asl())).object("States").object(name);
  }

  @Test
  void errorThatMeansDoneGoesOnWithItsOwnOutput() {
    aws.fail(MAKE, "Thing.AlreadyExists", "made before");

    assertThat(aws.run(telling(Tasks.make("ours")), "{}").status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(told()).isEqualTo("ours");
  }

  @Test
  void callThatSucceedsGivesItsResult() {
    aws.answer(MAKE, "{'Name': 'theirs'}");

    aws.run(telling(Tasks.make("ours")), "{}");

    assertThat(told()).isEqualTo("theirs");
  }

  @Test
  void errorThatMeansDoneAtTheEndIsNoOutputOfTheExecution() {
    aws.fail(MAKE, "Thing.AlreadyExists", "made before");

    Execution run = aws.run(only(Tasks.make("ours")), "{}");

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(run.output().orElseThrow().compact()).isEqualTo("{\"name\":\"ours\"}");
  }

  @Test
  void otherErrorsAreFailures() {
    aws.fail(MAKE, "Thing.Forbidden", "no");

    assertThat(aws.run(telling(Tasks.make("ours")), "{}").error()).contains("Thing.Forbidden");
  }

  @Test
  void errorThatMeansDoneIsNotRetriedWithAllTheOthers() {
    aws.fail(MAKE, "Thing.AlreadyExists", "made before");

    aws.run(telling(Tasks.make("ours").retry(Retry.on(ErrorName.ALL).atMost(3))), "{}");

    assertThat(aws.asked(MAKE)).hasSize(1);
  }

  @Test
  void errorThatMeansDoneIsRetriedIfTheAuthorNamesIt() {
    aws.fail(MAKE, "Thing.AlreadyExists", "made before").answer(MAKE, "{'Name': 'theirs'}");

    aws.run(
        telling(
            Tasks.make("ours")
                .retry(Retry.on(ErrorName.of("Thing.AlreadyExists")))
                .retry(Retry.on(ErrorName.ALL))),
        "{}");

    assertThat(told()).isEqualTo("theirs");
  }

  @Test
  void graphGoesOnBehindATaskThatWasDoneAlready() {
    aws.fail(MAKE, "Thing.AlreadyExists", "made before");
    Workflow<Input> workflow =
        Workflow.named("waiting", Input.class)
            .flow(
                (flow, in) ->
                    flow.graph(
                        "all",
                        graph -> {
                          var made = graph.run("make", Tasks.make("ours"));
                          graph.run("tell", Sns.publish(Text.of("t"), "x", made.output().name()));
                        }));

    assertThat(aws.run(workflow, "{}").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(told()).isEqualTo("ours");
  }

  @Test
  void sensorPokesUntilItsConditionHolds() {
    aws.answer(LOOK, "{'There': false}", "{}", "{'There': true, 'Name': 'found'}");

    Execution run = aws.run(telling(Tasks.sense(10, 60, 3600)), "{}");

    assertThat(told()).isEqualTo("found");
    assertThat(aws.asked(LOOK)).hasSize(3);
    assertThat(length(run)).isEqualTo(Duration.ofSeconds(10 + 20));
  }

  @Test
  void sensorThatFindsAtOnceDoesNotWait() {
    aws.answer(LOOK, "{'There': true}");

    assertThat(length(aws.run(telling(Tasks.sense(10, 60, 3600)), "{}"))).isZero();
  }

  @Test
  void sensorTakesSomeErrorsForNotYet() {
    aws.fail(LOOK, "Thing.NotFound", "none")
        .fail(LOOK, "Thing.NotFound", "none")
        .answer(LOOK, "{'There': true}");

    assertThat(aws.run(telling(Tasks.sense(10, 60, 3600)), "{}").status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(LOOK)).hasSize(3);
  }

  @Test
  void sensorThatFoundIsNotBelievedAfterItsNextPokeFindsNothing() {
    aws.answer(LOOK, "{'There': false}")
        .fail(LOOK, "Thing.NotFound", "gone")
        .answer(LOOK, "{'There': false}", "{'There': true}");

    aws.run(telling(Tasks.sense(10, 60, 3600)), "{}");

    assertThat(aws.asked(LOOK)).hasSize(4);
  }

  @Test
  void sensorFailsWithOtherErrors() {
    aws.fail(LOOK, "Thing.Forbidden", "no");

    assertThat(aws.run(telling(Tasks.sense(10, 60, 3600)), "{}").error())
        .contains("Thing.Forbidden");
  }

  @Test
  void sensorGivesUpAtItsDeadline() {
    aws.answer(LOOK, "{'There': false}");

    Execution run = aws.run(telling(Tasks.sense(10, 60, 600)), "{}");

    assertThat(run.error()).contains("Thing.TimedOut");
    assertThat(run.cause()).contains("sensor 'work' has waited in vain for PT10M");
    assertThat(length(run)).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
  }

  @Test
  void timeoutOfTheAuthorIsTheDeadline() {
    aws.answer(LOOK, "{'There': false}");

    Execution run = aws.run(telling(Tasks.sense(10, 10, 600).timeout(Duration.ofMinutes(1))), "{}");

    assertThat(length(run)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void sensorGivesUpWhenTheWaitIsInVain() {
    aws.answer(LOOK, "{'There': false}", "{'Broken': true, 'Why': 'was dropped'}");

    Execution run = aws.run(telling(Tasks.sense(10, 60, 600)), "{}");

    assertThat(run.error()).contains("Thing.Failed");
    assertThat(run.cause()).contains("sensor 'work' was dropped");
  }

  @Test
  void sensorRemembersWhatItSawLast() {
    aws.answer(LOOK, "{'Size': 1}", "{'Size': 2}", "{'Size': 2}");

    aws.run(telling(Tasks.settle(5, 600)), "{}");

    assertThat(aws.asked(LOOK)).hasSize(3);
  }

  @Test
  void sensorIsSkippedInAGraphIfThatIsWantedOfItsTimeout() {
    aws.answer(LOOK, "{'There': false}");
    Workflow<Input> workflow =
        Workflow.named("waiting", Input.class)
            .flow(
                (flow, in) ->
                    flow.graph(
                        "all",
                        graph -> {
                          var seen =
                              graph.run("look", Tasks.sense(60, 60, 600)).skipOn(Tasks.TIMED_OUT);
                          graph
                              .run("tell", Sns.publish(Text.of("t"), "x", Text.of("y")))
                              .after(seen);
                        }));

    assertThat(aws.run(workflow, "{}").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked("sns:publish")).isEmpty();
  }

  @Test
  void sensorByJobSubmitsEveryRoundAnewAndFetchesItsResult() {
    aws.answer("aws-sdk:thing:submit", "{'Id': 'j'}")
        .answer(
            "aws-sdk:thing:ask",
            "{'Status': 'RUNNING'}",
            "{'Status': 'DONE', 'Result': 'r1'}",
            "{'Status': 'DONE', 'Result': 'r2'}")
        .answer("aws-sdk:thing:fetch", "{'There': false}", "{'There': true, 'Name': 'found'}");

    Execution run = aws.run(telling(Tasks.senseByJob(60, 60, 3600)), "{}");

    assertThat(told()).isEqualTo("found");
    assertThat(aws.asked("aws-sdk:thing:submit").stream().map(call -> call.string("Token")))
        .hasSize(2)
        .doesNotHaveDuplicates();
    assertThat(aws.asked("aws-sdk:thing:fetch").stream().map(JsonObject::compact))
        .containsExactly("{\"Result\":\"r1\"}", "{\"Result\":\"r2\"}");
    assertThat(length(run)).isEqualTo(Duration.ofSeconds(1 + 2 + 60 + 1));
  }

  @Test
  void sensorByJobTakesTheJobsErrorsForNotYetIfTold() {
    aws.answer("aws-sdk:thing:submit", "{'Id': 'j'}")
        .fail("aws-sdk:thing:submit", "Thing.NotFound", "none")
        .answer("aws-sdk:thing:submit", "{'Id': 'j'}")
        .answer("aws-sdk:thing:ask", "{'Status': 'DONE', 'Result': 'r'}")
        .answer("aws-sdk:thing:fetch", "{'There': false}", "{'There': true}");

    assertThat(aws.run(telling(Tasks.senseByJob(60, 60, 3600)), "{}").status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked("aws-sdk:thing:submit")).hasSize(3);
  }

  @Test
  void jobOfASensorThatFailsFailsTheSensor() {
    aws.answer("aws-sdk:thing:submit", "{'Id': 'j'}")
        .answer("aws-sdk:thing:ask", "{'Status': 'FAILED', 'Reason': 'syntax'}");

    Execution run = aws.run(telling(Tasks.senseByJob(60, 60, 3600)), "{}");

    assertThat(run.error()).contains("Thing.JobFailed");
    assertThat(run.cause()).contains("step 'work' is in state FAILED: syntax");
  }

  @Test
  void sensorByJobGivesUpAtItsDeadline() {
    aws.answer("aws-sdk:thing:submit", "{'Id': 'j'}")
        .answer("aws-sdk:thing:ask", "{'Status': 'DONE', 'Result': 'r'}")
        .answer("aws-sdk:thing:fetch", "{'There': false}");

    Execution run = aws.run(telling(Tasks.senseByJob(60, 60, 600)), "{}");

    assertThat(run.error()).contains("Thing.TimedOut");
    assertThat(length(run)).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
  }

  @Test
  void estimateKnowsHowOftenASensorPokes() {
    // Ten waits of a minute each, eleven pokes, the start and the end.
    Workflow<Input> workflow = only(Tasks.sense(60, 60, 600));

    assertThat(workflow.compile().estimates().usage().events().most())
        .hasValue(11 * 7 + 10 * 2 + 4);
  }

  @Test
  void historyOfASensorByJobIsBounded() {
    assertThat(only(Tasks.senseByJob(60, 60, 600)).compile().estimates().usage().worstEvents())
        .isPresent();
  }

  @Test
  void sensorThatFillsTheHistoryIsRefused() {
    Workflow<Input> workflow = only(Tasks.sense(5, 5, 7 * 86_400));

    assertThatThrownBy(workflow::compile)
        .isInstanceOf(InvalidWorkflowException.class)
        .hasMessageContaining("WaitingTasksTest.java")
        .hasMessageContaining(
            "sensor 'work' may poke 120961 times, which is 1088649 history events of the 25000"
                + " that an execution can have; poke less often, or shorten its time-out");
  }

  @Test
  void taskThatOnlyWaitsIsAWaitState() {
    Workflow<Input> workflow =
        Workflow.named("waiting", Input.class).flow((flow, in) -> flow.run("nap", Tasks.pause(90)));

    assertThat(state(workflow, "nap").pretty())
        .isEqualTo(
            """
            {
              "Type": "Wait",
              "Seconds": 90,
              "End": true
            }
            """);
    assertThat(length(aws.run(workflow, "{}"))).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void tokenIsHandedOver() {
    JsonObject state =
        state(
            only(Tasks.ask().heartbeat(Duration.ofMinutes(1)).timeout(Duration.ofHours(1))),
            "work");

    assertThat(state.object("Arguments").string("Token"))
        .isEqualTo("{% $states.context.Task.Token %}");
    assertThat(state.get("HeartbeatSeconds")).isNotNull();
  }
}
