package dev.stepwell.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.store.Store;
import dev.stepwell.scheduler.RunSettings.Missed;
import dev.stepwell.scheduler.ledger.RunFilter;
import dev.stepwell.scheduler.ledger.SqliteLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does things with runs in any order, kills the process in any commit, and looks at whether a tick
 * was lost or doubled, a limit exceeded, or a run left behind.
 */
class RunModelTest {

  private static final int SEQUENCES = Integer.getInteger("stepwell.sequences", 40);
  private static final int STEPS = 60;

  private static final List<WorkflowSpec> SPECS =
      List.of(
          Bench.hourly("all", Bench.ONE_TASK)
              .settings(RunSettings.DEFAULT.missed(Missed.ALL).atOnce(3, 2))
              .steps(StepSpec.of("work").pool("small", 1, 1)),
          Bench.hourly("past", Bench.ONE_TASK)
              .settings(RunSettings.DEFAULT.missed(Missed.ALL).atOnce(2, 16).dependingOnPast())
              .steps(StepSpec.of("work").pool("small", 2, 5)),
          Bench.hourly("last", Bench.ONE_TASK)
              .settings(RunSettings.DEFAULT.atOnce(1, 16))
              .steps(StepSpec.of("work")));

  @TempDir private Path folder;

  /** One sequence of operations, and what they must have led to. */
  private final class Sequence {
    final Random random;
    final Path place;
    final Map<String, Integer> begun = new ConcurrentHashMap<>();
    final List<String> log = new ArrayList<>();
    Bench bench;
    BreakingLedger ledger;
    SqliteLedger file;
    Instant start = Bench.START;
    int kills;

    Sequence(long seed) {
      random = new Random(seed);
      place = folder.resolve("s" + seed);
      place.toFile().mkdirs();
      open();
    }

    void open() {
      file = SqliteLedger.open(place.resolve("scheduler.db"));
      ledger = new BreakingLedger(file);
      bench =
          new Bench(
              ledger.ledger(),
              start,
              builder ->
                  builder.engine(engine -> engine.store(Store.open(place.resolve("store")))));
      bench.begun(begun);
      bench.scheduler.setPool(new Pool("small", 2, ""));
      bench.with(SPECS.toArray(WorkflowSpec[]::new));
    }

    void reopen() {
      start = bench.clock.instant();
      bench.scheduler.engine().close();
      file.close();
      open();
    }

    void step() {
      String workflow = SPECS.get(random.nextInt(SPECS.size())).name();
      if (random.nextInt(12) == 0) {
        ledger.kill(random.nextInt(3), random.nextBoolean());
      }
      try {
        switch (random.nextInt(9)) {
          case 0, 1, 2 -> did("pass", () -> bench.jump(minutes(1 + random.nextInt(90))));
          case 3, 4 -> did("work", this::answer);
          case 5 -> did("pause " + workflow, () -> bench.scheduler.pause(workflow));
          case 6 -> did("unpause " + workflow, () -> bench.scheduler.unpause(workflow));
          case 7 -> did("trigger", () -> bench.scheduler.trigger(workflow, null, null));
          default -> did("clear or backfill " + workflow, () -> again(workflow));
        }
        bench.settle();
      } catch (SchedulerException refused) {
        log.add("refused: " + refused.getMessage());
      } catch (BreakingLedger.Killed killed) {
        log.add("killed");
      }
      if (ledger.isDead()) {
        kills++;
        reopen();
      }
      check();
    }

    private void did(String what, Runnable action) {
      log.add(what);
      action.run();
    }

    private void answer() {
      List<String> atWork = bench.atWork();
      if (!atWork.isEmpty()) {
        String task = atWork.get(random.nextInt(atWork.size()));
        if (random.nextInt(4) == 0) {
          bench.fail(task);
        } else {
          bench.succeed(task);
        }
      }
    }

    private void again(String workflow) {
      if (random.nextBoolean()) {
        bench.scheduler.backfill(
            BackfillRequest.of(
                    workflow,
                    Bench.START.minus(Duration.ofHours(3)),
                    Bench.START.minus(Duration.ofHours(1)))
                .reprocess(Backfill.Reprocess.FAILED)
                .atOnce(1));
        return;
      }
      List<Run> ended =
          file.runs(RunFilter.of(workflow)).stream()
              .filter(run -> run.state() == RunState.FAILED)
              .toList();
      if (!ended.isEmpty()) {
        Run run = ended.get(random.nextInt(ended.size()));
        boolean onlyFailed = run.attempt() > 0 && random.nextInt(3) == 0;
        boolean named = !onlyFailed && run.attempt() > 0 && random.nextBoolean();
        bench.scheduler.clear(
            new ClearRequest(
                workflow,
                run.runId(),
                named ? Set.of("work") : Set.of(),
                onlyFailed,
                named && random.nextBoolean(),
                random.nextInt(3) == 0,
                random.nextInt(3) == 0));
      }
    }

    private static Duration minutes(int minutes) {
      return Duration.ofMinutes(minutes);
    }

    /** What must hold at any time. */
    void check() {
      List<String> atWork = bench.atWork();
      long all = atWork.stream().filter(task -> task.startsWith("all-")).count();
      long past = atWork.stream().filter(task -> task.startsWith("past-")).count();
      assertThat(all + 2 * past).as("slots of the pool, after %s", log).isLessThanOrEqualTo(2);
      assertThat(all).as("max_active_tasks, after %s", log).isLessThanOrEqualTo(2);
      for (WorkflowSpec spec : SPECS) {
        List<Run> running =
            file.runs(RunFilter.of(spec.name())).stream()
                .filter(run -> run.state() == RunState.RUNNING)
                .toList();
        long own = running.stream().filter(run -> run.type() != RunType.BACKFILL).count();
        assertThat(own)
            .as("max_active_runs of %s, after %s", spec.name(), log)
            .isLessThanOrEqualTo(spec.settings().maxActiveRuns());
        assertThat(
                running.stream()
                    .filter(run -> run.type() == RunType.BACKFILL)
                    .collect(Collectors.groupingBy(Run::backfill, Collectors.counting())))
            .as("runs of each backfill, after %s", log)
            .allSatisfy((id, on) -> assertThat(on).isEqualTo(1));
      }
      begun.forEach(
          (task, times) -> assertThat(times).as("starts of %s, after %s", task, log).isEqualTo(1));
    }

    /** Lets everything end, and looks at what there is. */
    void end() {
      ledger.kill(Integer.MAX_VALUE, false);
      SPECS.forEach(spec -> bench.scheduler.unpause(spec.name()));
      boolean more = true;
      while (more) {
        bench.succeedAll();
        more = false;
        for (Run run : file.runs(RunFilter.of("past"))) {
          if (run.state() == RunState.FAILED) {
            bench.scheduler.clear("past", run.runId(), Set.of());
            more = true;
          }
        }
      }
      Instant now = bench.clock.instant();
      for (WorkflowSpec spec : SPECS) {
        List<Run> runs = file.runs(RunFilter.of(spec.name()));
        assertThat(runs).as("after %s", log).allMatch(run -> run.state().isTerminal());
        List<Instant> dates =
            runs.stream()
                .filter(run -> run.type() == RunType.SCHEDULED)
                .map(run -> Objects.requireNonNull(run.logicalDate()))
                .sorted()
                .toList();
        assertThat(dates).as("doubled ticks, after %s", log).doesNotHaveDuplicates();
        TreeSet<Instant> expected = new TreeSet<>();
        Hourly hourly = Hourly.hourly();
        for (Instant tick = hourly.next(Bench.START).orElseThrow();
            !tick.isAfter(now);
            tick = hourly.next(tick).orElseThrow()) {
          expected.add(tick);
        }
        if (spec.settings().missed() == Missed.ALL) {
          assertThat(dates)
              .as("ticks of %s, after %s", spec.name(), log)
              .containsExactlyElementsOf(expected);
        } else {
          dates.forEach(expected::remove);
          file.skipped(spec.name(), 1_000)
              .forEach(skip -> expected.subSet(skip.first(), true, skip.last(), true).clear());
          assertThat(expected).as("ticks that nobody decided about, after %s", log).isEmpty();
        }
      }
      bench.scheduler.engine().close();
      file.close();
    }
  }

  /** What the event loop says of actions that died with their process. */
  private static final Logger LOOP = Logger.getLogger("dev.stepwell.engine.Loop");

  @Test
  void noTickIsLostOrDoubledAndNoLimitExceeded() {
    LOOP.setLevel(Level.OFF);
    int kills = 0;
    int operations = 0;
    for (int seed = 0; seed < SEQUENCES; seed++) {
      Sequence sequence = new Sequence(seed);
      for (int i = 0; i < STEPS; i++) {
        sequence.step();
      }
      sequence.end();
      kills += sequence.kills;
      operations += sequence.log.size();
    }
    System.out.printf("runs model: %,d operations, %d kills, 0 differ%n", operations, kills);
    assertThat(kills).isGreaterThan(SEQUENCES / 2);
  }

  @Test
  void aWorkflowThatWasTriggeredWhileNothingRanStartsLater() {
    Path file = folder.resolve("offline.db");
    WorkflowSpec spec = WorkflowSpec.of("manual", Bench.NOTHING);
    try (Bench offline = new Bench(SqliteLedger.open(file), Bench.START, builder -> builder)) {
      offline.scheduler.register(spec);
      offline.scheduler.trigger("manual", null, JsonObject.EMPTY);
      assertThat(offline.runs("manual")).singleElement().asString().endsWith("queued");
      assertThat(offline.scheduler.why("manual")).extracting(Reason::code).contains("not_serving");
    }
    try (Bench serving = new Bench(SqliteLedger.open(file), Bench.START, builder -> builder)) {
      serving.with(spec);
      assertThat(serving.runs("manual")).singleElement().asString().endsWith("success");
    }
  }
}
