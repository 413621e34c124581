package dev.stepwell.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.scheduler.ledger.RunFilter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssetsTest {

  private static final AssetCondition BOTH =
      new AssetCondition.All(
          List.of(AssetCondition.of("s3://lake/flights"), AssetCondition.of("s3://lake/airports")));

  private static RunTrigger.OnAssets on(AssetCondition condition, boolean byPartition) {
    return new RunTrigger.OnAssets(
        "assets",
        condition,
        byPartition,
        PartitionMapper.startOfMonth(),
        (now, partition, events) ->
            JsonObject.of(
                "events",
                events.stream().<Json>map(AssetEvent::json).collect(JsonArray.collector())));
  }

  private static void update(Bench bench, String uri, String partition) {
    bench.scheduler.updated(new Asset(uri), partition, JsonObject.EMPTY);
    bench.settle();
  }

  @Test
  void aRunStartsWhenAllWereUpdatedAndAnswersAllEvents() {
    try (Bench bench = new Bench().with(WorkflowSpec.of("marts", Bench.NOTHING, on(BOTH, false)))) {
      update(bench, "s3://lake/flights", "");
      update(bench, "s3://lake/flights", "");
      assertThat(bench.runs("marts")).isEmpty();
      assertThat(bench.scheduler.why("marts"))
          .extracting(Reason::text)
          .containsExactly(
              "it waits for (s3://lake/flights & s3://lake/airports); not updated since its last"
                  + " run: s3://lake/airports");
      update(bench, "s3://lake/airports", "");
      assertThat(bench.runs("marts"))
          .containsExactly("asset_triggered__2026-01-01T00:30:00+00:00 success");
      Run run =
          bench
              .scheduler
              .ledger()
              .run("marts", "asset_triggered__2026-01-01T00:30:00+00:00")
              .orElseThrow();
      assertThat(run.logicalDate()).isNull();
      assertThat(((JsonObject) run.input()).array("events").length()).isEqualTo(3);
      update(bench, "s3://lake/airports", "");
      assertThat(bench.runs("marts")).hasSize(1);
    }
  }

  @Test
  void manyEventsMakeOneRunWhileOneIsOn() {
    WorkflowSpec spec =
        WorkflowSpec.of("marts", Bench.ONE_TASK, on(AssetCondition.of("s3://lake/flights"), false))
            .settings(RunSettings.DEFAULT.atOnce(1, 16));
    try (Bench bench = new Bench().with(spec)) {
      for (int i = 0; i < 5; i++) {
        update(bench, "s3://lake/flights", "");
      }
      assertThat(bench.runs("marts")).hasSize(1);
      bench.succeedAll();
      assertThat(bench.runs("marts"))
          .containsExactly(
              "asset_triggered__2026-01-01T00:30:00+00:00 success",
              "asset_triggered__2026-01-01T00:30:00+00:00_2 success");
    }
  }

  @Test
  void onlyAStepThatSucceededUpdatesItsAssets() {
    String twoSteps =
        """
        {"QueryLanguage": "JSONata", "StartAt": "load", "States": {
          "load": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:work:do", "Next": "tell",
                   "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "tell"}]},
          "tell": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:work:do", "End": true}}}
        """;
    WorkflowSpec flights =
        Bench.hourly("flights", twoSteps)
            .steps(
                StepSpec.of("load").outlets(new Asset("s3://lake/flights")),
                StepSpec.of("tell", "load"));
    WorkflowSpec marts =
        WorkflowSpec.of("marts", Bench.NOTHING, on(AssetCondition.of("s3://lake/flights"), false));
    try (Bench bench = new Bench().with(flights, marts)) {
      bench.pass(Duration.ofHours(1));
      bench.fail("flights-scheduled__2026-01-01T01-00-00Z/load");
      bench.succeedAll();
      assertThat(bench.runs("flights"))
          .containsExactly("scheduled__2026-01-01T01:00:00+00:00 success");
      assertThat(bench.runs("marts")).isEmpty();
      bench.pass(Duration.ofHours(1));
      bench.succeed("flights-scheduled__2026-01-01T02-00-00Z/load");
      bench.fail("flights-scheduled__2026-01-01T02-00-00Z/tell");
      assertThat(bench.runs("flights").get(1)).endsWith("failed");
      assertThat(bench.runs("marts")).hasSize(1);
      assertThat(bench.scheduler.ledger().events(null, 10))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.workflow()).isEqualTo("flights");
                assertThat(event.step()).isEqualTo("load");
              });
    }
  }

  @Test
  void aStepThatWasCutOffHasUpdatedNothing() {
    String polls =
        """
        {"QueryLanguage": "JSONata", "StartAt": "both", "States": {"both": {"Type": "Parallel",
          "End": true, "Branches": [
          {"StartAt": "load", "States": {
            "load": {"Type": "Pass", "Next": "load.wait"},
            "load.wait": {"Type": "Wait", "Seconds": 3600, "End": true}}},
          {"StartAt": "other", "States": {"other": {"Type": "Task", "End": true,
            "Resource": "arn:aws:states:::aws-sdk:work:do"}}}]}}}
        """;
    Asset flights = new Asset("s3://lake/flights");
    StepSpec load =
        new StepSpec(
            "load", Set.of(), Set.of("load", "load.wait"), Pool.DEFAULT, 1, 1, List.of(flights));
    try (Bench bench =
        new Bench().with(WorkflowSpec.of("flights", polls).steps(load, StepSpec.of("other")))) {
      bench.scheduler.trigger("flights", null, JsonObject.EMPTY);
      bench.settle();
      bench.fail("flights-manual__2026-01-01T00-30-00Z/other");
      assertThat(bench.runs("flights")).singleElement().asString().endsWith("failed");
      assertThat(bench.scheduler.ledger().events(null, 10)).isEmpty();
    }
  }

  @Test
  void partitionsHaveRunsOfTheirOwn() {
    WorkflowSpec monthly =
        WorkflowSpec.of("monthly", Bench.NOTHING, on(AssetCondition.of("s3://lake/flights"), true));
    WorkflowSpec whole =
        WorkflowSpec.of("whole", Bench.NOTHING, on(AssetCondition.of("s3://lake/flights"), false));
    try (Bench bench = new Bench()) {
      bench.scheduler.register(whole);
      bench.scheduler.register(monthly);
      update(bench, "s3://lake/flights", "2026-01-03");
      update(bench, "s3://lake/flights", "2026-02-01");
      update(bench, "s3://lake/flights", "2026-01-31");
      bench.with();
      bench.settle();
      assertThat(bench.scheduler.ledger().runs(RunFilter.of("monthly")))
          .extracting(Run::partition)
          .containsExactlyInAnyOrder("2026-01-01", "2026-02-01");
      assertThat(bench.runs("whole")).isEmpty();
    }
  }

  @Test
  void whatWaitsCanBeForgotten() {
    WorkflowSpec spec =
        WorkflowSpec.of("marts", Bench.NOTHING, on(AssetCondition.of("s3://lake/flights"), false))
            .settings(RunSettings.DEFAULT.paused());
    try (Bench bench = new Bench().with(spec)) {
      update(bench, "s3://lake/flights", "");
      update(bench, "s3://lake/flights", "");
      assertThat(bench.scheduler.purge("marts")).isEqualTo(2);
      bench.scheduler.unpause("marts");
      bench.settle();
      assertThat(bench.runs("marts")).isEmpty();
    }
  }
}
