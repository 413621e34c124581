package dev.stepwell.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.scheduler.RunSettings.Missed;
import dev.stepwell.scheduler.RunSettings.Overlap;
import dev.stepwell.scheduler.ledger.MemoryLedger;
import dev.stepwell.scheduler.ledger.RunFilter;
import dev.stepwell.scheduler.time.ClockChanges;
import dev.stepwell.scheduler.time.Timetables;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What users of other schedulers complain about; the numbers are those of their issues. */
class ComplaintsTest {

  private static final Instant FROM = Instant.parse("2025-12-31T00:00:00Z");

  private static long running(Bench bench, String workflow) {
    return bench.runs(workflow).stream().filter(run -> run.endsWith("running")).count();
  }

  /** Airflow 56646 and 9975: max_active_runs=1 was ignored by catchup and by clear. */
  @Test
  void oneActiveRunIsOneWithCatchupAndClear() {
    WorkflowSpec spec =
        Bench.hourly("flights", Bench.ONE_TASK)
            .settings(RunSettings.DEFAULT.missed(Missed.ALL).atOnce(1, 16))
            .between(FROM, Instant.parse("2025-12-31T05:00:00Z"));
    try (Bench bench = new Bench().with(spec)) {
      while (!bench.atWork().isEmpty()) {
        assertThat(running(bench, "flights")).isEqualTo(1);
        bench.atWork().forEach(bench::succeed);
      }
      assertThat(bench.runs("flights")).hasSize(6);
      for (Run run : bench.scheduler.ledger().runs(RunFilter.of("flights"))) {
        bench.scheduler.clear("flights", run.runId(), Set.of());
      }
      bench.settle();
      assertThat(running(bench, "flights")).isEqualTo(1);
      bench.succeedAll();
      assertThat(bench.runs("flights")).hasSize(6).allMatch(run -> run.endsWith("success"));
    }
  }

  /** Airflow PR 72054: a cancelled backfill left runs queued for ever. */
  @Test
  void aCancelledBackfillHasNoQueuedRun() {
    WorkflowSpec spec =
        Bench.hourly("flights", Bench.ONE_TASK).settings(RunSettings.DEFAULT.atOnce(1, 16));
    try (Bench bench = new Bench().with(spec)) {
      Backfill backfill =
          bench.scheduler.backfill(
              BackfillRequest.of("flights", FROM, FROM.plus(Duration.ofHours(9))).atOnce(3));
      bench.scheduler.pauseBackfill(backfill.id());
      bench.scheduler.cancelBackfill(backfill.id());
      bench.succeedAll();
      assertThat(bench.runs("flights")).noneMatch(run -> run.endsWith("queued"));
    }
  }

  /** Airflow 46278: a backfill of dates that had runs failed on its unique logical date. */
  @Test
  void aBackfillOverRunsThatAreThereLeavesThemOrRunsThemAgain() {
    WorkflowSpec spec =
        Bench.hourly("flights", Bench.NOTHING)
            .settings(RunSettings.DEFAULT.missed(Missed.ALL))
            .between(FROM, null);
    try (Bench bench = new Bench().with(spec)) {
      bench.pass(Duration.ofMinutes(1));
      int runs = bench.runs("flights").size();
      BackfillRequest all = BackfillRequest.of("flights", FROM, FROM.plus(Duration.ofHours(5)));
      bench.scheduler.backfill(all);
      bench.settle();
      bench.scheduler.backfill(all.reprocess(Backfill.Reprocess.COMPLETED));
      bench.settle();
      assertThat(bench.runs("flights")).hasSize(runs);
      assertThat(
              bench.scheduler.ledger().attempts("flights", "scheduled__2025-12-31T03:00:00+00:00"))
          .hasSize(2);
    }
  }

  /** Kestra 13873: a backfill executed everything again. */
  @Test
  void aBackfillSaysBeforeWhatItWouldDo() {
    WorkflowSpec spec =
        Bench.hourly("flights", Bench.NOTHING)
            .settings(RunSettings.DEFAULT.missed(Missed.ALL))
            .between(FROM, null);
    try (Bench bench = new Bench().with(spec)) {
      bench.settle();
      BackfillPlan plan =
          bench.scheduler.plan(BackfillRequest.of("flights", FROM.minusSeconds(7200), FROM));
      assertThat(plan.entries())
          .extracting(BackfillPlan.Entry::action)
          .containsExactly(
              BackfillPlan.Action.CREATE, BackfillPlan.Action.CREATE, BackfillPlan.Action.SKIP);
      assertThat(plan.entries().get(2).reason()).contains("already exists");
    }
  }

  /**
   * Kestra 3000, 7429 and 6027: schedules that were missed could not be dropped, and the rule to
   * drop them was ignored while the trigger was disabled or runs were at their limit.
   */
  @Test
  void whatWasMissedIsDroppedForWhateverReason() {
    RunSettings none = RunSettings.DEFAULT.missed(Missed.NONE).atOnce(1, 16);
    try (Bench bench = new Bench().with(Bench.hourly("flights", Bench.ONE_TASK).settings(none))) {
      bench.pass(Duration.ofHours(4));
      bench.succeedAll();
      assertThat(bench.runs("flights"))
          .containsExactly("scheduled__2026-01-01T01:00:00+00:00 success");
      bench.scheduler.pause("flights");
      bench.jump(Duration.ofHours(10));
      bench.scheduler.unpause("flights");
      bench.settle();
      assertThat(bench.runs("flights")).hasSize(1);
      assertThat(bench.scheduler.ledger().skipped("flights", 1).get(0).reason())
          .isEqualTo("over a minute late, and missed=none");
    }
  }

  /** Airflow 65578: runs without a logical date went past depends_on_past. */
  @Test
  void runsWithoutALogicalDateDependOnThePastToo() {
    WorkflowSpec spec =
        WorkflowSpec.of("flights", Bench.ONE_TASK).settings(RunSettings.DEFAULT.dependingOnPast());
    try (Bench bench = new Bench().with(spec)) {
      bench.scheduler.trigger("flights", null, JsonObject.EMPTY);
      bench.jump(Duration.ofMinutes(1));
      Run second = bench.scheduler.trigger("flights", null, JsonObject.EMPTY);
      bench.settle();
      assertThat(running(bench, "flights")).isEqualTo(1);
      assertThat(bench.scheduler.why("flights", second.runId()))
          .extracting(Reason::code)
          .containsExactly("depends_on_past");
    }
  }

  /** Airflow 28016: manual runs disturbed what the previous successful run was. */
  @Test
  void manualRunsDoNotStandBetweenScheduledOnes() {
    WorkflowSpec spec =
        Bench.hourly("flights", Bench.ONE_TASK).settings(RunSettings.DEFAULT.dependingOnPast());
    try (Bench bench = new Bench().with(spec)) {
      bench.pass(Duration.ofHours(1));
      bench.succeed("flights-scheduled__2026-01-01T01-00-00Z/work");
      Run manual = bench.scheduler.trigger("flights", null, JsonObject.EMPTY);
      bench.settle();
      bench.fail(manual.workflow() + "-manual__2026-01-01T01-30-00Z/work");
      bench.pass(Duration.ofHours(1));
      assertThat(bench.atWork()).containsExactly("flights-scheduled__2026-01-01T02-00-00Z/work");
    }
  }

  /** Airflow 48473 and 46194: what asked an event's run for its date fell over a missing key. */
  @Test
  void noIntervalIsAnAnswerAndNoError() {
    WorkflowSpec spec = WorkflowSpec.of("flights", Bench.NOTHING);
    try (Bench bench = new Bench().with(spec)) {
      Run run = bench.scheduler.event("flights", "s3", JsonObject.EMPTY);
      assertThat(run.dataInterval()).isEmpty();
      assertThat(run.orderKey()).isEqualTo(Bench.START);
      bench.settle();
      assertThat(bench.runs("flights")).hasSize(1);
    }
  }

  /**
   * Airflow 70089, 30195, 30088: intervals of no length, and a scheduler stuck at clock changes.
   */
  @Test
  void runsGoOnThroughClockChangesWithIntervalsOfTheirLength() {
    ZoneId zone = ZoneId.of("America/New_York");
    WorkflowSpec spec =
        WorkflowSpec.of(
                "flights",
                Bench.NOTHING,
                Bench.on(
                    Timetables.withIntervals(
                        Timetables.cron("30 2 * * *", zone, ClockChanges.AIRFLOW))))
            .settings(RunSettings.DEFAULT.missed(Missed.ALL));
    Instant march = Instant.parse("2026-03-06T12:00:00Z");
    try (Bench bench = new Bench(new MemoryLedger(), march, builder -> builder).with(spec)) {
      bench.pass(Duration.ofDays(4));
      List<Run> runs = bench.scheduler.ledger().runs(RunFilter.of("flights"));
      assertThat(runs).hasSize(4);
      for (Run run : runs) {
        assertThat(run.dataInterval().orElseThrow())
            .satisfies(
                interval ->
                    assertThat(Duration.between(interval.start(), interval.end()))
                        .isBetween(Duration.ofHours(23), Duration.ofHours(25)));
      }
    }
  }

  /** Airflow 54283: the loop slowed down with the history, to 15 seconds at 100,000 runs. */
  @Test
  void aLongHistoryIsNotLookedAt() {
    WorkflowSpec spec =
        WorkflowSpec.of("flights", Bench.NOTHING, Bench.on(new Hourly(Duration.ofMinutes(1))))
            .settings(RunSettings.DEFAULT.missed(Missed.ALL).keep(null, 50));
    try (Bench bench = new Bench().with(spec)) {
      bench.jump(Duration.ofHours(20));
      List<Run> kept = bench.scheduler.ledger().runs(RunFilter.of("flights"));
      assertThat(kept.size()).isBetween(50, 160);
      assertThat(kept.get(0).logicalDate()).isEqualTo(Bench.START.plus(Duration.ofHours(20)));
    }
  }

  /** Temporal 400: a cron fired six times instead of three; Conductor's FAQ: tasks doubled. */
  @Test
  void aTickHasOneRunHoweverOftenItIsLookedAt() {
    WorkflowSpec spec = Bench.hourly("flights", Bench.NOTHING);
    try (Bench bench = new Bench().with(spec)) {
      for (int i = 0; i < 3; i++) {
        bench.pass(Duration.ofHours(1));
        bench.scheduler.register(spec);
        bench.scheduler.pause("flights");
        bench.scheduler.unpause("flights");
      }
      assertThat(bench.runs("flights")).hasSize(3);
    }
  }

  /** Airflow PR 71211: clearing a finished task went green without running anything. */
  @Test
  void aClearedRunDoesItsWorkAgain() {
    try (Bench bench = new Bench().with(Bench.hourly("flights", Bench.ONE_TASK))) {
      bench.pass(Duration.ofHours(1));
      bench.succeedAll();
      bench.scheduler.clear("flights", "scheduled__2026-01-01T01:00:00+00:00", Set.of());
      assertThat(bench.atWork()).containsExactly("flights-scheduled__2026-01-01T01-00-00Z-2/work");
    }
  }

  /**
   * Airflow 66441: turning a timetable with intervals into one without shifted runs by a period.
   */
  @Test
  void aNewTimetableGoesOnWithTheNextTick() {
    WorkflowSpec plain = Bench.hourly("flights", Bench.NOTHING);
    WorkflowSpec covering =
        WorkflowSpec.of(
            "flights", Bench.NOTHING, Bench.on(Timetables.withIntervals(Hourly.hourly())));
    try (Bench bench = new Bench().with(plain)) {
      bench.pass(Duration.ofHours(2));
      bench.scheduler.register(covering);
      bench.pass(Duration.ofHours(2));
      assertThat(bench.scheduler.ledger().runs(RunFilter.of("flights")))
          .extracting(run -> run.runAfter().toString())
          .contains("2026-01-01T04:00:00Z")
          .doesNotHaveDuplicates();
    }
  }

  /** Overlap by cancelling must not leave the limit exceeded for a moment. */
  @Test
  void cancellingMakesRoomBeforeTheNextBegins() {
    WorkflowSpec spec =
        Bench.hourly("flights", Bench.ONE_TASK)
            .settings(RunSettings.DEFAULT.atOnce(1, 16).overlap(Overlap.CANCEL_OTHER));
    try (Bench bench = new Bench().with(spec)) {
      for (int i = 0; i < 5; i++) {
        bench.pass(Duration.ofHours(1));
        assertThat(running(bench, "flights")).isEqualTo(1);
        assertThat(bench.scheduler.ledger().runs(RunFilter.of("flights")).get(0).input())
            .isInstanceOf(Json.class);
      }
    }
  }
}
