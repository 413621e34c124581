package dev.stepwell.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.progress.StepProgress.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunProgressTest {

  private static final JsonObject DEFINITION =
      json(
          """
          {"StartAt": "crawl", "States": {
            "daily.input": {}, "crawl": {}, "crawl.wait": {}, "crawl.check": {},
            "crawl.failed": {"Type": "Pass", "Assign": {"failure": {"Error": "Crawl"}}},
            "transform": {}, "copy": {}, "tell-failure": {}}}""");

  private long now = 1_000;
  private final RunProgress progress = new RunProgress(DEFINITION, () -> now);

  @Test
  void takesTheStatesOfAPollLoopForOneStep() {
    enter("ChoiceStateEntered", "daily.input");
    enter("TaskStateEntered", "crawl");
    enter("WaitStateEntered", "crawl.wait");
    now += Duration.ofMillis(300).toNanos();
    enter("ChoiceStateEntered", "crawl.check");
    enter("TaskStateEntered", "copy");
    assertThat(progress.steps())
        .containsExactly(
            StepProgress.of("crawl", State.DONE, Duration.ofMillis(300)),
            StepProgress.of("copy", State.RUNNING, Duration.ZERO));
    assertThat(progress.failure()).isEmpty();
  }

  @Test
  void countsTheItemsOfAMapAndIgnoresStatesInsideIt() {
    enter("MapStateEntered", "transform");
    apply("{'type': 'MapStateStarted', 'mapStateStartedEventDetails': {'length': 21}}");
    enter("TaskStateEntered", "transform-partition");
    apply(
        "{'type': 'MapIterationSucceeded', 'mapIterationSucceededEventDetails': {'name': 'transform', 'index': 0}}");
    assertThat(progress.steps()).hasSize(1);
    assertThat(progress.steps().get(0).fraction()).isEqualTo("1/21");
  }

  @Test
  void blamesTheStepWhoseFailureWasCaughtAndListsWhatRanAfterwards() {
    enter("TaskStateEntered", "copy");
    apply("{'type': 'TaskFailed', 'taskFailedEventDetails': {'error': 'Boom'}}");
    enter("TaskStateEntered", "tell-failure");
    apply("{'type': 'TaskSucceeded'}");
    apply(
        "{'type': 'ExecutionFailed', 'executionFailedEventDetails': {'error': 'Boom', 'cause': 'it broke'}}");
    assertThat(progress.failure())
        .contains(new RunFailure("copy", "Boom", "it broke", List.of("tell-failure")));
    assertThat(progress.steps())
        .extracting(StepProgress::state)
        .containsExactly(State.FAILED, State.DONE);
  }

  @Test
  void forgivesAFailureThatARetryMadeGood() {
    enter("TaskStateEntered", "copy");
    apply("{'type': 'TaskFailed', 'taskFailedEventDetails': {'error': 'Busy'}}");
    apply("{'type': 'TaskSucceeded'}");
    apply("{'type': 'ExecutionSucceeded'}");
    assertThat(progress.steps()).extracting(StepProgress::state).containsExactly(State.DONE);
    assertThat(progress.failure()).isEmpty();
    assertThat(progress.ended()).isTrue();
  }

  @Test
  void blamesAPollLoopThatEndedInItsFailedState() {
    enter("TaskStateEntered", "crawl");
    apply("{'type': 'TaskSucceeded'}");
    enter("PassStateEntered", "crawl.failed");
    enter("TaskStateEntered", "tell-failure");
    apply("{'type': 'ExecutionFailed', 'executionFailedEventDetails': {'error': 'Crawl'}}");
    assertThat(progress.failure())
        .contains(new RunFailure("crawl", "Crawl", "", List.of("tell-failure")));
  }

  @Test
  void blamesWhereAnAbortedExecutionStood() {
    enter("TaskStateEntered", "copy");
    apply("{'type': 'ExecutionAborted'}");
    assertThat(progress.failure())
        .contains(new RunFailure("copy", "ExecutionAborted", "", List.of()));
  }

  private void enter(String type, String state) {
    apply("{'type': '%s', 'stateEnteredEventDetails': {'name': '%s'}}".formatted(type, state));
  }

  private void apply(String event) {
    progress.apply(json(event.replace('\'', '"')));
  }

  private static JsonObject json(String text) {
    return (JsonObject) Json.parse(text);
  }
}
