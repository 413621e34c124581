package dev.stepwell.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.scheduler.Backfill.Reprocess;
import dev.stepwell.scheduler.BackfillPlan.Action;
import dev.stepwell.scheduler.time.Timetables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackfillTest {

  private static final Instant FROM = Instant.parse("2025-12-31T20:00:00Z");
  private static final Instant TO = Instant.parse("2026-01-01T02:00:00Z");

  private static BackfillRequest request() {
    return BackfillRequest.of("flights", FROM, TO);
  }

  @Test
  void thePlanHasTheDatesThatArePastAndWhyOthersAreSkipped() {
    try (Bench bench = new Bench().with(Bench.hourly("flights", Bench.ONE_TASK))) {
      bench.scheduler.trigger("flights", Instant.parse("2025-12-31T21:00:00Z"), null);
      bench.settle();
      BackfillPlan plan = bench.scheduler.plan(request());
      assertThat(plan.entries())
          .extracting(entry -> entry.logicalDate() + " " + entry.action() + " " + entry.reason())
          .containsExactly(
              "2025-12-31T20:00:00Z CREATE ",
              "2025-12-31T21:00:00Z SKIP in flight: manual__2025-12-31T21:00:00+00:00 is running",
              "2025-12-31T22:00:00Z CREATE ",
              "2025-12-31T23:00:00Z CREATE ",
              "2026-01-01T00:00:00Z CREATE ");
      assertThat(bench.runs("flights")).hasSize(1);
    }
  }

  @Test
  void runsStartAsThereIsRoomAndNotInBatches() {
    try (Bench bench = new Bench().with(Bench.hourly("flights", Bench.ONE_TASK))) {
      Backfill backfill = bench.scheduler.backfill(request().atOnce(2));
      assertThat(bench.atWork())
          .containsExactly(
              "flights-backfill__2025-12-31T20-00-00Z/work",
              "flights-backfill__2025-12-31T21-00-00Z/work");
      bench.succeed("flights-backfill__2025-12-31T21-00-00Z/work");
      assertThat(bench.atWork())
          .containsExactly(
              "flights-backfill__2025-12-31T20-00-00Z/work",
              "flights-backfill__2025-12-31T22-00-00Z/work");
      bench.scheduler.pauseBackfill(backfill.id());
      bench.succeedAll();
      assertThat(bench.runs("flights")).hasSize(3);
      bench.scheduler.resumeBackfill(backfill.id());
      bench.succeedAll();
      assertThat(bench.runs("flights")).hasSize(5).allMatch(run -> run.endsWith("success"));
      assertThat(bench.scheduler.ledger().backfills("flights"))
          .extracting(Backfill::state)
          .containsExactly(Backfill.State.COMPLETED);
    }
  }

  @Test
  void theNewestComesFirstIfItSaysSo() {
    try (Bench bench = new Bench().with(Bench.hourly("flights", Bench.ONE_TASK))) {
      bench.scheduler.backfill(request().atOnce(1).reversed());
      assertThat(bench.atWork()).containsExactly("flights-backfill__2026-01-01T00-00-00Z/work");
      bench.succeedAll();
      assertThat(bench.runs("flights")).hasSize(5);
    }
  }

  @Test
  void aCancelledBackfillLeavesNothingWaiting() {
    try (Bench bench = new Bench().with(Bench.hourly("flights", Bench.ONE_TASK))) {
      Backfill backfill = bench.scheduler.backfill(request().atOnce(1));
      bench.settle();
      bench.scheduler.cancelBackfill(backfill.id());
      bench.succeedAll();
      assertThat(bench.runs("flights"))
          .containsExactly("backfill__2025-12-31T20:00:00+00:00 success");
      assertThat(bench.scheduler.ledger().items(backfill.id()))
          .extracting(BackfillItem::state)
          .containsExactly(
              BackfillItem.State.CREATED,
              BackfillItem.State.CANCELLED,
              BackfillItem.State.CANCELLED,
              BackfillItem.State.CANCELLED,
              BackfillItem.State.CANCELLED);
    }
  }

  @Test
  void runsThatAreThereAreClearedAndNotDoubled() {
    try (Bench bench = new Bench().with(Bench.hourly("flights", Bench.ONE_TASK))) {
      bench.scheduler.backfill(request());
      bench.settle();
      bench.fail("flights-backfill__2025-12-31T22-00-00Z/work");
      bench.succeedAll();
      assertThat(bench.scheduler.plan(request()).count(Action.SKIP)).isEqualTo(5);
      assertThat(bench.scheduler.plan(request().reprocess(Reprocess.COMPLETED)).count(Action.CLEAR))
          .isEqualTo(5);
      bench.scheduler.backfill(request().reprocess(Reprocess.FAILED));
      assertThat(bench.atWork()).containsExactly("flights-backfill__2025-12-31T22-00-00Z-2/work");
      bench.succeedAll();
      assertThat(bench.runs("flights")).hasSize(5).allMatch(run -> run.endsWith("success"));
    }
  }

  @Test
  void whatCannotBeBackfilledIsRefused() {
    WorkflowSpec once =
        WorkflowSpec.of("once", Bench.NOTHING, Bench.on(Timetables.once(Instant.EPOCH)));
    WorkflowSpec past =
        Bench.hourly("past", Bench.NOTHING).settings(RunSettings.DEFAULT.dependingOnPast());
    WorkflowSpec checked =
        Bench.hourly("flights", Bench.ONE_TASK).inputCheck(input -> List.of("day is missing"));
    try (Bench bench = new Bench().with(checked, once, past)) {
      assertThatThrownBy(() -> BackfillRequest.of("flights", TO, FROM))
          .hasMessageContaining("which is before it; swap them");
      assertThatThrownBy(
              () ->
                  bench.scheduler.backfill(
                      BackfillRequest.of(
                          "flights", Instant.parse("2027-01-01T00:00:00Z"), Instant.MAX)))
          .hasMessageContaining("both its dates are in the future");
      assertThatThrownBy(() -> bench.scheduler.backfill(BackfillRequest.of("once", FROM, TO)))
          .hasMessageContaining("no timetable whose ticks come back");
      assertThatThrownBy(() -> bench.scheduler.backfill(BackfillRequest.of("past", FROM, TO)))
          .hasMessageContaining("reprocess failed or completed");
      assertThatThrownBy(
              () ->
                  bench.scheduler.backfill(
                      new BackfillRequest(
                          "flights", FROM, TO, Reprocess.NONE, 1, false, JsonObject.EMPTY)))
          .hasMessageContaining("its input is wrong: day is missing");
      bench.scheduler.backfill(request());
      assertThatThrownBy(() -> bench.scheduler.backfill(request()))
          .hasMessageContaining("its backfill 1 is active; wait for it or cancel it");
      bench.pass(Duration.ofMinutes(1));
    }
  }
}
