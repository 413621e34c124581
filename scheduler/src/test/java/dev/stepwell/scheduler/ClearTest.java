package dev.stepwell.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.stepwell.asl.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClearTest {

  private static final String THREE = chain("extract", "transform", "load");
  private static final String FOUR = chain("extract", "transform", "check", "load");

  private static String chain(String... states) {
    StringBuilder made = new StringBuilder();
    for (int i = 0; i < states.length; i++) {
      made.append(i == 0 ? "" : ", ")
          .append(
              "\"%s\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::aws-sdk:work:do\", %s}"
                  .formatted(
                      states[i],
                      i + 1 < states.length
                          ? "\"Next\": \"" + states[i + 1] + "\""
                          : "\"End\": true"));
    }
    return "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"%s\", \"States\": {%s}}"
        .formatted(states[0], made);
  }

  private final Bench bench = new Bench();
  private String id = "";

  @BeforeEach
  void oneRunThatFailed() {
    bench.with(spec(THREE));
    id = bench.scheduler.trigger("etl", null, JsonObject.EMPTY).runId();
    succeed("extract", "");
    fail("transform", "");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static WorkflowSpec spec(String definition) {
    return WorkflowSpec.of("etl", definition)
        .steps(
            StepSpec.of("extract"),
            StepSpec.of("transform", "extract"),
            StepSpec.of("load", "transform"));
  }

  private String execution(String attempt) {
    return execution(id, attempt);
  }

  private static String execution(String run, String attempt) {
    return "etl-" + run.replace("+00:00", "Z").replace(':', '-') + attempt;
  }

  private void succeed(String step, String attempt) {
    bench.settle();
    bench.succeed(execution(attempt) + "/" + step);
  }

  private void fail(String step, String attempt) {
    bench.settle();
    bench.fail(execution(attempt) + "/" + step);
  }

  @Test
  void aRunGoesOnFromTheStepThatFailed() {
    Run cleared = bench.scheduler.clearFailed("etl", id);
    assertThat(cleared.rerun()).containsExactlyInAnyOrder("transform", "load");
    succeed("transform", "-2");
    succeed("load", "-2");
    assertThat(bench.runs("etl")).containsExactly(id + " success");
    assertThat(bench.scheduler.ledger().attempts("etl", id))
        .extracting(Attempt::number, Attempt::machine, Attempt::state)
        .containsExactly(tuple(1, "etl", RunState.FAILED), tuple(2, "etl-rerun", RunState.SUCCESS));
  }

  @Test
  void anyStepOfARunThatSucceededRunsAgainAndAgain() {
    bench.scheduler.clearFailed("etl", id);
    succeed("transform", "-2");
    succeed("load", "-2");
    bench.scheduler.clear("etl", id, Set.of("load"));
    succeed("load", "-3");
    bench.scheduler.clear("etl", id, Set.of("transform"));
    succeed("transform", "-4");
    succeed("load", "-4");
    bench.scheduler.clear("etl", id, Set.of());
    succeed("extract", "-5");
    succeed("transform", "-5");
    succeed("load", "-5");
    assertThat(bench.runs("etl")).containsExactly(id + " success");
    assertThat(bench.scheduler.ledger().attempts("etl", id)).hasSize(5);
  }

  @Test
  void whatAStepWaitsForRunsAgainWithIt() {
    assertThat(
            bench.scheduler.clear(
                new ClearRequest("etl", id, Set.of("transform"), false, true, false, false)))
        .singleElement()
        .satisfies(
            run ->
                assertThat(run.rerun()).containsExactlyInAnyOrder("extract", "transform", "load"));
  }

  @Test
  void runsBeforeAndAfterAreClearedTooIfTheyHaveEnded() {
    String second = another();
    succeedAllOf(second);
    String third = another();
    bench.settle();
    bench.succeed(execution(third, "") + "/extract");
    bench.fail(execution(third, "") + "/transform");
    String fourth = another();

    assertThat(bench.scheduler.clear(request(third, true, true, false)))
        .as("the run that succeeded has no failed step")
        .extracting(Run::runId, Run::rerun)
        .containsExactly(
            tuple(id, Set.of("transform", "load")), tuple(third, Set.of("transform", "load")));
    bench.settle();
    bench.succeedAll();
    assertThat(bench.scheduler.clear(request(second, false, false, true)))
        .extracting(Run::runId)
        .containsExactly(second, third, fourth);
    bench.scheduler.stop("etl", fourth);
    bench.succeedAll();
    String open = another();
    assertThat(bench.scheduler.clear(request(id, false, true, true)))
        .as("one that has not ended is left alone")
        .extracting(Run::runId)
        .containsExactly(id, second, third, fourth)
        .doesNotContain(open);
  }

  private static ClearRequest request(String run, boolean failed, boolean past, boolean future) {
    return new ClearRequest("etl", run, Set.of(), failed, false, past, future);
  }

  private String another() {
    bench.jump(Duration.ofMinutes(1));
    return bench.scheduler.trigger("etl", null, JsonObject.EMPTY).runId();
  }

  private void succeedAllOf(String run) {
    for (String step : List.of("extract", "transform", "load")) {
      bench.settle();
      bench.succeed(execution(run, "") + "/" + step);
    }
  }

  @Test
  void theRestRunsWithNewCode() {
    bench.scheduler.register(spec(FOUR));
    bench.scheduler.clearFailed("etl", id);
    succeed("transform", "-2");
    succeed("check", "-2");
    succeed("load", "-2");
    assertThat(bench.runs("etl")).containsExactly(id + " success");
  }

  @Test
  void whatCannotBeClearedIsRefused() {
    assertThatThrownBy(() -> bench.scheduler.clear("etl", id, Set.of("extrakt")))
        .isInstanceOf(SchedulerException.class)
        .hasMessage(
            "workflow 'etl' has no step [extrakt]; its steps are [extract, transform, load]");
    assertThatThrownBy(() -> bench.scheduler.clear("etl", "manual__x", Set.of()))
        .hasMessage("workflow 'etl' has no run 'manual__x'; 'runs etl' lists them");
    bench.scheduler.clear("etl", id, Set.of());
    bench.settle();
    assertThatThrownBy(() -> bench.scheduler.clear("etl", id, Set.of()))
        .hasMessageContaining("is running and cannot be cleared; stop it first");
  }
}
