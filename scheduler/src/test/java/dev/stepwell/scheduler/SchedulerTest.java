package dev.stepwell.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.scheduler.RunSettings.Missed;
import dev.stepwell.scheduler.RunSettings.Overlap;
import dev.stepwell.scheduler.ledger.MemoryLedger;
import dev.stepwell.scheduler.time.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchedulerTest {

  private static final RunSettings ONE = RunSettings.DEFAULT.atOnce(1, 16);

  @Test
  void makesARunForEachTick() {
    try (Bench bench = new Bench().with(Bench.hourly("flights", Bench.NOTHING))) {
      bench.pass(Duration.ofHours(2));
      assertThat(bench.runs("flights"))
          .containsExactly(
              "scheduled__2026-01-01T01:00:00+00:00 success",
              "scheduled__2026-01-01T02:00:00+00:00 success");
      Run run =
          bench
              .scheduler
              .ledger()
              .run("flights", "scheduled__2026-01-01T02:00:00+00:00")
              .orElseThrow();
      assertThat(run.input()).isEqualTo(Json.parse("{\"tick\": \"2026-01-01T02:00:00Z\"}"));
      assertThat(run.logicalDate()).isEqualTo(Instant.parse("2026-01-01T02:00:00Z"));
      assertThat(run.execution()).isEqualTo("flights-scheduled__2026-01-01T02-00-00Z");
    }
  }

  @Test
  void withoutCatchupTheNewestMissedTickHasARun() {
    WorkflowSpec spec =
        Bench.hourly("flights", Bench.NOTHING).between(Instant.parse("2025-12-31T00:00:00Z"), null);
    try (Bench bench = new Bench().with(spec)) {
      assertThat(bench.runs("flights"))
          .containsExactly("scheduled__2026-01-01T00:00:00+00:00 success");
      assertThat(bench.scheduler.ledger().skipped("flights", 10))
          .singleElement()
          .satisfies(
              skip -> {
                assertThat(skip.first()).isEqualTo("2025-12-31T00:00:00Z");
                assertThat(skip.last()).isEqualTo("2025-12-31T23:00:00Z");
                assertThat(skip.reason()).contains("missed=last");
              });
    }
  }

  @Test
  void catchupMakesARunForEveryMissedTickOneByOne() {
    WorkflowSpec spec =
        Bench.hourly("flights", Bench.ONE_TASK)
            .settings(ONE.missed(Missed.ALL))
            .between(Instant.parse("2025-12-31T22:00:00Z"), Instant.parse("2026-01-01T01:00:00Z"));
    try (Bench bench = new Bench().with(spec)) {
      assertThat(bench.runs("flights"))
          .containsExactly("scheduled__2025-12-31T22:00:00+00:00 running");
      bench.succeedAll();
      bench.pass(Duration.ofHours(3));
      bench.succeedAll();
      assertThat(bench.runs("flights"))
          .containsExactly(
              "scheduled__2025-12-31T22:00:00+00:00 success",
              "scheduled__2025-12-31T23:00:00+00:00 success",
              "scheduled__2026-01-01T00:00:00+00:00 success",
              "scheduled__2026-01-01T01:00:00+00:00 success");
      assertThat(bench.scheduler.why("flights"))
          .extracting(Reason::code)
          .containsExactly("no_more_ticks");
    }
  }

  @Test
  void noMissedTickHasARunIfNoneIsWanted() {
    WorkflowSpec spec =
        Bench.hourly("flights", Bench.NOTHING).settings(RunSettings.DEFAULT.missed(Missed.NONE));
    try (Bench bench = new Bench().with(spec)) {
      bench.scheduler.pause("flights");
      bench.pass(Duration.ofHours(5));
      bench.scheduler.unpause("flights");
      bench.settle();
      assertThat(bench.runs("flights")).isEmpty();
      bench.pass(Duration.ofHours(1));
      assertThat(bench.runs("flights"))
          .containsExactly("scheduled__2026-01-01T06:00:00+00:00 success");
    }
  }

  @Test
  void ticksWaitWhileRunsAreAtTheirLimit() {
    WorkflowSpec spec = Bench.hourly("flights", Bench.ONE_TASK).settings(ONE.missed(Missed.ALL));
    try (Bench bench = new Bench().with(spec)) {
      bench.pass(Duration.ofHours(3));
      assertThat(bench.atWork()).hasSize(1);
      assertThat(bench.scheduler.why("flights"))
          .extracting(Reason::text)
          .containsExactly(
              "the tick 2026-01-01T02:00:00Z of 'cron' is due and waits: 1 of max_active_runs 1"
                  + " are open");
      bench.succeedAll();
      assertThat(bench.runs("flights")).hasSize(3).allMatch(run -> run.endsWith("success"));
    }
  }

  @Test
  void aTickIsSkippedWhileRunsAreAtTheirLimitIfItSaysSo() {
    WorkflowSpec spec = Bench.hourly("flights", Bench.ONE_TASK).settings(ONE.overlap(Overlap.SKIP));
    try (Bench bench = new Bench().with(spec)) {
      bench.pass(Duration.ofHours(3));
      assertThat(bench.runs("flights"))
          .containsExactly("scheduled__2026-01-01T01:00:00+00:00 running");
      assertThat(bench.scheduler.ledger().skipped("flights", 10))
          .extracting(SkippedTick::reason)
          .containsOnly("max_active_runs 1 reached, and overlap=skip")
          .hasSize(2);
    }
  }

  @Test
  void aTickCancelsTheOldestRunIfItSaysSo() {
    WorkflowSpec spec =
        Bench.hourly("flights", Bench.ONE_TASK).settings(ONE.overlap(Overlap.CANCEL_OTHER));
    try (Bench bench = new Bench().with(spec)) {
      bench.pass(Duration.ofHours(2));
      assertThat(bench.runs("flights"))
          .containsExactly(
              "scheduled__2026-01-01T01:00:00+00:00 failed",
              "scheduled__2026-01-01T02:00:00+00:00 running");
    }
  }

  @Test
  void aRunWaitsForTheSuccessOfTheOneBeforeIt() {
    WorkflowSpec spec =
        Bench.hourly("flights", Bench.ONE_TASK).settings(RunSettings.DEFAULT.dependingOnPast());
    try (Bench bench = new Bench().with(spec)) {
      bench.pass(Duration.ofHours(2));
      bench.fail("flights-scheduled__2026-01-01T01-00-00Z/work");
      assertThat(bench.runs("flights"))
          .containsExactly(
              "scheduled__2026-01-01T01:00:00+00:00 failed",
              "scheduled__2026-01-01T02:00:00+00:00 queued");
      assertThat(bench.scheduler.why("flights", "scheduled__2026-01-01T02:00:00+00:00"))
          .extracting(Reason::text)
          .containsExactly(
              "it waits for the success of the run before it,"
                  + " scheduled__2026-01-01T01:00:00+00:00, which is failed");
      bench.scheduler.clear("flights", "scheduled__2026-01-01T01:00:00+00:00", Set.of());
      bench.succeedAll();
      assertThat(bench.runs("flights")).allMatch(run -> run.endsWith("success"));
    }
  }

  @Test
  void manualRunsWaitWhileTheWorkflowIsPaused() {
    WorkflowSpec spec =
        WorkflowSpec.of("flights", Bench.NOTHING).settings(RunSettings.DEFAULT.paused());
    try (Bench bench = new Bench().with(spec)) {
      Run run = bench.scheduler.trigger("flights", null, JsonObject.EMPTY);
      bench.settle();
      assertThat(bench.runs("flights")).containsExactly("manual__2026-01-01T00:30:00+00:00 queued");
      assertThat(bench.scheduler.why("flights", run.runId()))
          .extracting(Reason::code)
          .containsExactly("paused");
      bench.scheduler.unpause("flights");
      bench.settle();
      assertThat(bench.runs("flights"))
          .containsExactly("manual__2026-01-01T00:30:00+00:00 success");
    }
  }

  @Test
  void pausesAWorkflowThatFailsAgainAndAgain() {
    WorkflowSpec spec =
        Bench.hourly(
                "flights",
                "{\"StartAt\": \"no\", \"States\": {\"no\": {\"Type\": \"Fail\","
                    + " \"Error\": \"Boom\"}}}")
            .settings(RunSettings.DEFAULT.maxConsecutiveFailed(3));
    try (Bench bench = new Bench().with(spec)) {
      bench.pass(Duration.ofHours(10));
      assertThat(bench.runs("flights")).hasSize(3);
      assertThat(bench.scheduler.why("flights").get(0).text())
          .isEqualTo(
              "the workflow was paused after 3 failed runs in a row; unpause it when the reason is"
                  + " gone");
      bench.scheduler.unpause("flights");
      bench.pass(Duration.ofHours(1));
      assertThat(bench.runs("flights")).hasSizeGreaterThan(3);
    }
  }

  @Test
  void stopsARunAndItsExecution() {
    try (Bench bench = new Bench().with(Bench.hourly("flights", Bench.ONE_TASK))) {
      bench.pass(Duration.ofHours(1));
      bench.scheduler.stop("flights", "scheduled__2026-01-01T01:00:00+00:00");
      bench.settle();
      assertThat(bench.scheduler.engine().stateMachine("flights").orElseThrow().isRunning())
          .isFalse();
      assertThat(bench.runs("flights"))
          .containsExactly("scheduled__2026-01-01T01:00:00+00:00 failed");
      assertThatThrownBy(
              () -> bench.scheduler.stop("flights", "scheduled__2026-01-01T01:00:00+00:00"))
          .isInstanceOf(SchedulerException.class)
          .hasMessageContaining("has ended with failed");
      bench.scheduler.mark("flights", "scheduled__2026-01-01T01:00:00+00:00", RunState.SUCCESS);
      assertThat(bench.runs("flights"))
          .containsExactly("scheduled__2026-01-01T01:00:00+00:00 success");
    }
  }

  @Test
  void tellsOfARunThatIsLateOnce() {
    Deadline deadline =
        new Deadline("an hour", Deadline.Reference.DAGRUN_QUEUED_AT, null, Duration.ofMinutes(60));
    WorkflowSpec spec =
        Bench.hourly("flights", Bench.ONE_TASK).settings(ONE.deadlines(List.of(deadline)));
    try (Bench bench = new Bench().with(spec)) {
      bench.pass(Duration.ofHours(4));
      assertThat(bench.missed)
          .singleElement()
          .satisfies(
              missed -> {
                assertThat(missed.deadline()).isEqualTo("an hour");
                assertThat(missed.at()).isEqualTo("2026-01-01T02:00:00Z");
              });
      assertThat(bench.runs("flights"))
          .containsExactly("scheduled__2026-01-01T01:00:00+00:00 running");
    }
  }

  @Test
  void poolsHoldTasksBackByPriority() {
    WorkflowSpec low =
        Bench.hourly("low", Bench.ONE_TASK).steps(StepSpec.of("work").pool("dw", 1, 1));
    WorkflowSpec high =
        Bench.hourly("high", Bench.ONE_TASK).steps(StepSpec.of("work").pool("dw", 2, 9));
    try (Bench bench = new Bench()) {
      bench.scheduler.setPool(new Pool("dw", 2, "the warehouse"));
      bench.with(low, high);
      bench.pass(Duration.ofHours(2));
      assertThat(bench.atWork())
          .containsExactly(
              "low-scheduled__2026-01-01T01-00-00Z/work",
              "low-scheduled__2026-01-01T02-00-00Z/work");
      assertThat(bench.scheduler.why("high", "scheduled__2026-01-01T01:00:00+00:00"))
          .extracting(Reason::text)
          .contains("step 'work' waits for 2 of pool 'dw', where 2 of 2 slots are taken");
      bench.succeed("low-scheduled__2026-01-01T01-00-00Z/work");
      bench.succeed("low-scheduled__2026-01-01T02-00-00Z/work");
      assertThat(bench.atWork()).containsExactly("high-scheduled__2026-01-01T01-00-00Z/work");
      assertThat(bench.scheduler.pools())
          .filteredOn(usage -> usage.pool().name().equals("dw"))
          .singleElement()
          .satisfies(
              usage -> {
                assertThat(usage.openSlots()).isZero();
                assertThat(usage.queuedSlots()).isEqualTo(2);
              });
    }
  }

  @Test
  void limitsTheTasksOfAWorkflow() {
    WorkflowSpec spec =
        Bench.hourly("flights", Bench.ONE_TASK).settings(RunSettings.DEFAULT.atOnce(16, 2));
    try (Bench bench = new Bench().with(spec)) {
      bench.pass(Duration.ofHours(5));
      assertThat(bench.atWork()).hasSize(2);
      bench.succeedAll();
      assertThat(bench.runs("flights")).hasSize(5).allMatch(run -> run.endsWith("success"));
    }
  }

  @Test
  void aWorkflowThatIsNoLongerThereDoesNotStopTheOthers() {
    MemoryLedger ledger = new MemoryLedger();
    try (Bench bench = new Bench(ledger, Bench.START, builder -> builder)) {
      bench.with(Bench.hourly("gone", Bench.NOTHING), Bench.hourly("stays", Bench.NOTHING));
    }
    try (Bench bench = new Bench(ledger, Bench.START, builder -> builder)) {
      bench.with(
          Bench.hourly("stays", Bench.NOTHING),
          Bench.hourly("paused", Bench.NOTHING).settings(RunSettings.DEFAULT.paused()));
      assertThat(bench.scheduler.nextOfAll())
          .containsOnly(Map.entry("stays", Instant.parse("2026-01-01T01:00:00Z")));
      assertThatThrownBy(() -> bench.scheduler.next("gone", 1))
          .isInstanceOf(SchedulerException.class)
          .hasMessageContaining("is known from earlier and is no longer among the workflows");
    }
  }

  @Test
  void aTimetableThatContradictsItselfIsRefused() {
    Timetable stuck =
        new Timetable() {
          @Override
          public Optional<Instant> next(Instant after) {
            return Optional.of(after);
          }

          @Override
          public Optional<Instant> latest(Instant atOrBefore) {
            return Optional.of(atOrBefore);
          }

          @Override
          public String description() {
            return "stuck";
          }
        };
    try (Bench bench = new Bench()) {
      assertThatThrownBy(
              () ->
                  bench.scheduler.register(
                      WorkflowSpec.of("flights", Bench.NOTHING, Bench.on(stuck))))
          .isInstanceOf(SchedulerException.class)
          .hasMessageContaining("the timetable of 'cron' of workflow 'flights' contradicts itself")
          .hasMessageContaining("which is not after it");
      assertThat(bench.scheduler.workflows()).isEmpty();
    }
  }

  @Test
  void aNewWorkflowWithoutAStartDateRunsATickThatIsOnlyJustPast() {
    Instant soon = Instant.parse("2026-01-01T01:04:00Z");
    try (Bench bench = new Bench(new MemoryLedger(), soon, builder -> builder)) {
      bench.with(Bench.hourly("flights", Bench.NOTHING));
      assertThat(bench.runs("flights"))
          .containsExactly("scheduled__2026-01-01T01:00:00+00:00 success");
    }
    try (Bench bench =
        new Bench(new MemoryLedger(), soon.plus(Duration.ofMinutes(3)), builder -> builder)) {
      bench.with(Bench.hourly("flights", Bench.NOTHING));
      assertThat(bench.runs("flights")).isEmpty();
    }
  }

  @Test
  void jitterDelaysRunsByTheSameEveryTime() {
    WorkflowSpec spec =
        Bench.hourly("flights", Bench.NOTHING)
            .settings(RunSettings.DEFAULT.jitter(Duration.ofMinutes(20)));
    try (Bench bench = new Bench().with(spec)) {
      Scheduler.NextRun next = bench.scheduler.next("flights", 1).get(0);
      assertThat(next.due()).isBetween(next.tick(), next.tick().plus(Duration.ofMinutes(20)));
      bench.pass(Duration.between(Bench.START, next.due()).minusMillis(1));
      assertThat(bench.runs("flights")).isEmpty();
      bench.pass(Duration.ofMillis(1));
      assertThat(bench.runs("flights"))
          .containsExactly("scheduled__2026-01-01T01:00:00+00:00 success");
    }
  }
}
