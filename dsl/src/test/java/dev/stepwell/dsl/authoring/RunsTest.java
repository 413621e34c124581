package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.dsl.Asset;
import dev.stepwell.dsl.AssetCondition;
import dev.stepwell.dsl.AssetPartitions;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.CompiledTrigger;
import dev.stepwell.dsl.Deadline;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.Runs;
import dev.stepwell.dsl.Trigger;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.model.Demand;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunsTest {

  private static final Redshift DW = Redshift.serverless("analytics", "dw");
  private static final Asset FLIGHTS = Asset.of("redshift://dw/flights");

  record Input(LocalDate day) {}

  private static Workflow.Head<Input> head() {
    return Workflow.named("marts", Input.class);
  }

  private static Workflow<Input> loading(Workflow.Head<Input> head) {
    return head.flow(
        (flow, in) -> {
          flow.onFailure((then, failure) -> then.run("tell", DW.batch("SELECT 1").pool("mail")));
          flow.run("plain", DW.batch("SELECT 1"));
          flow.graph(
              "load",
              load ->
                  load.run(
                      "fill", DW.batch("SELECT 2").pool("dw", 2).priority(5).outlets(FLIGHTS)));
        });
  }

  @Test
  void whatStepsDemandIsFoundHoweverDeepAndNotInTheDefinition() {
    Compiled compiled = loading(head()).compile();
    assertThat(compiled.demands())
        .containsEntry("fill", new Demand("dw", 2, 5, List.of("redshift://dw/flights"), List.of()))
        .containsEntry("tell", new Demand("mail", 1, 1, List.of(), List.of()))
        .doesNotContainKey("plain");
    assertThat(compiled.asl()).doesNotContain("redshift://dw/flights").doesNotContain("mail");
  }

  @Test
  void aScheduleHasItsBoundsAndSaysWhatIsNotDoneOnAws() {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    Runs runs =
        Runs.defaults()
            .catchup()
            .startDate(start)
            .endDate(start.plus(Duration.ofDays(365)))
            .maxActiveRuns(1)
            .dependingOnPast()
            .jitter(Duration.ofMinutes(15));
    Workflow<Input> workflow =
        loading(
            head()
                .on(Trigger.cron("0 3 * * *", "UTC", (in, tick) -> in.set(Input::day, tick.day())))
                .runs(runs));
    assertThat(workflow.runs()).isEqualTo(runs);
    assertThat(workflow.compile().triggers())
        .singleElement()
        .isInstanceOfSatisfying(
            CompiledTrigger.Schedule.class,
            schedule -> {
              assertThat(schedule.startDate()).isEqualTo(start);
              assertThat(schedule.flexibleMinutes()).isEqualTo(15);
              assertThat(schedule.source())
                  .endsWith(
                      "Kept by Stepwell's scheduler and not by EventBridge: catchup,"
                          + " max_active_runs 1, depends_on_past.");
            });
  }

  @Test
  void aMomentIsAOneTimeScheduleAndAssetsAreNoneOnAws() {
    AssetCondition both = FLIGHTS.and(Asset.of("s3://lake/airports"));
    Compiled compiled =
        loading(
                head()
                    .on(
                        Trigger.once(
                            Instant.parse("2026-12-24T18:00:00Z"),
                            (in, tick) -> in.set(Input::day, tick.day())))
                    .on(Trigger.assets(both, (in, event) -> in.set(Input::day, event.day()))))
            .compile();
    assertThat(compiled.triggers().get(0))
        .isInstanceOfSatisfying(
            CompiledTrigger.Schedule.class,
            at -> assertThat(at.expression()).isEqualTo("at(2026-12-24T18:00:00)"));
    assertThat(compiled.triggers().get(1))
        .isInstanceOfSatisfying(
            CompiledTrigger.AssetsUpdated.class,
            assets -> assertThat(assets.condition().assets()).hasSize(2));
    assertThat(compiled.diagnostics())
        .anySatisfy(
            found ->
                assertThat(found.message())
                    .isEqualTo("the trigger 'assets' has no counterpart on AWS"));
  }

  @Test
  void continuousRunsAreOneAtATime() {
    Workflow.Head<Input> again =
        head().on(Trigger.continuous((in, tick) -> in.set(Input::day, tick.day())));
    assertThatThrownBy(() -> loading(again))
        .hasMessageContaining("RunsTest.java")
        .hasMessageContaining("'marts' runs continuously with up to 16 runs at once");

    Compiled compiled = loading(again.runs(Runs.defaults().maxActiveRuns(1))).compile();
    assertThat(compiled.triggers())
        .singleElement()
        .isInstanceOf(CompiledTrigger.Continuous.class)
        .extracting(CompiledTrigger::name)
        .isEqualTo("continuous");
    assertThat(compiled.diagnostics()).extracting(Diagnostic::code).contains("TRIGGER_NOT_ON_AWS");
  }

  @Test
  void aPartitionIsPartOfTheEnvelopeWherePartitionsAreWaitedFor() {
    Compiled compiled =
        loading(
                head()
                    .on(
                        Trigger.assets(
                            FLIGHTS,
                            AssetPartitions.START_OF_MONTH,
                            (in, event) -> in.set(Input::day, event.partition().asDay()))))
            .compile();
    assertThat(compiled.triggers())
        .singleElement()
        .isInstanceOfSatisfying(
            CompiledTrigger.AssetsUpdated.class,
            updated -> {
              assertThat(updated.partitions()).isEqualTo(AssetPartitions.START_OF_MONTH);
              assertThat(updated.input().object("_trigger").string("partition"))
                  .isEqualTo("<partition>");
            });
    assertThatThrownBy(
            () ->
                Trigger.<Input>assets(
                    FLIGHTS, (in, event) -> in.set(Input::day, event.partition().asDay())))
        .hasMessageContaining("an update of whole assets has no partition");
    assertThatThrownBy(() -> Runs.defaults().partitionedBy("yyyy-bb"))
        .hasMessageContaining("which writes no date");
  }

  @Test
  void deadlinesAreAddedUp() {
    Runs runs =
        Runs.defaults()
            .deadline(Duration.ofHours(1))
            .deadline(Deadline.overAverage(Duration.ofMinutes(5)));
    assertThat(runs.deadlines())
        .containsExactly(
            Deadline.sinceQueued(Duration.ofHours(1)), Deadline.overAverage(Duration.ofMinutes(5)));
    assertThat(
            loading(
                    head()
                        .on(
                            Trigger.cron(
                                "0 3 * * *", "UTC", (in, tick) -> in.set(Input::day, tick.day())))
                        .runs(runs))
                .compile()
                .triggers())
        .singleElement()
        .isInstanceOfSatisfying(
            CompiledTrigger.Schedule.class,
            schedule ->
                assertThat(schedule.source())
                    .endsWith("the deadline dagrun_queued_at + PT1H, average_runtime + PT5M."));
  }

  @Test
  void settingsThatLetNothingRunAreRefusedAtTheirLine() {
    assertThatThrownBy(() -> Runs.defaults().maxActiveRuns(0))
        .hasMessageContaining("RunsTest.java")
        .hasMessageContaining("maxActiveRuns 0; it must be at least 1");
    assertThatThrownBy(() -> Runs.defaults().jitter(Duration.ofSeconds(90)))
        .hasMessageContaining("whole minutes");
    assertThatThrownBy(
            () -> Runs.defaults().startDate(Instant.EPOCH.plusSeconds(1)).endDate(Instant.EPOCH))
        .hasMessageContaining("swap them");
    assertThatThrownBy(() -> DW.batch("SELECT 1").pool("dw", 0))
        .hasMessageContaining("take at least 1");
    assertThatThrownBy(() -> Asset.of(" ")).hasMessageContaining("such as s3://lake/flights");
  }
}
