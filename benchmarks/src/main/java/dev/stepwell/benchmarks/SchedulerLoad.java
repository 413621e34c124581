package dev.stepwell.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Retention;
import dev.stepwell.scheduler.Run;
import dev.stepwell.scheduler.RunSettings;
import dev.stepwell.scheduler.RunTrigger;
import dev.stepwell.scheduler.Scheduler;
import dev.stepwell.scheduler.WorkflowSpec;
import dev.stepwell.scheduler.ledger.RunFilter;
import dev.stepwell.scheduler.ledger.SqliteLedger;
import dev.stepwell.scheduler.time.Timetable;
import dev.stepwell.scheduler.time.Timetables;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/**
 * The scheduler in real time: what many workflows cost that have nothing to do, and how late runs
 * begin when many are due at once. The ledger is on disk, each pass a synced transaction.
 */
public final class SchedulerLoad {

  private static final String NOTHING =
      """
      {"QueryLanguage": "JSONata", "StartAt": "done", "States": {"done": {"Type": "Succeed"}}}
      """;
  private static final int IDLE = 10_000;
  private static final long IDLE_MILLIS = 30_000;
  private static final int BUSY = 500;
  private static final int BUSY_SECONDS = 20;

  private SchedulerLoad() {}

  /** Measures both, and prints a line for each. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    idle();
    lateness();
  }

  private static Scheduler scheduler(Path folder) {
    return Scheduler.builder()
        .ledger(SqliteLedger.open(folder.resolve("scheduler.db")))
        .engine(engine -> engine.retention(new Retention(Duration.ofMinutes(1), 2)))
        .build();
  }

  private static WorkflowSpec workflow(String name, Timetable timetable, RunSettings settings) {
    RunTrigger.OnTime trigger =
        new RunTrigger.OnTime("time", timetable, (tick, interval) -> JsonObject.EMPTY);
    return WorkflowSpec.of(name, NOTHING, trigger).settings(settings);
  }

  private static void idle() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("stepwell-idle");
    try (Scheduler scheduler = scheduler(folder)) {
      long began = System.nanoTime();
      // Due at midnight of a day that is not near, so that none is due while it is measured.
      Timetable yearly = Timetables.cron("0 0 29 2 *", ZoneOffset.UTC);
      for (int i = 0; i < IDLE; i++) {
        scheduler.register(workflow("w" + i, yearly, RunSettings.DEFAULT));
      }
      scheduler.start();
      double ready = (System.nanoTime() - began) / 1e9;
      OperatingSystemMXBean process =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      System.gc();
      long cpu = process.getProcessCpuTime();
      long from = System.nanoTime();
      Thread.sleep(IDLE_MILLIS);
      double share = (process.getProcessCpuTime() - cpu) * 100.0 / (System.nanoTime() - from);
      System.out.printf(
          "idle: %,d workflows registered in %.1f s; then %.2f %% of one core%n",
          IDLE, ready, share);
    }
  }

  private static void lateness() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("stepwell-late");
    try (Scheduler scheduler = scheduler(folder)) {
      Timetable everySecond = Timetables.rate(Duration.ofSeconds(1), Instant.EPOCH);
      RunSettings settings = RunSettings.DEFAULT.missed(RunSettings.Missed.ALL);
      for (int i = 0; i < BUSY; i++) {
        scheduler.register(workflow("w" + i, everySecond, settings));
      }
      scheduler.start();
      Instant counted = Instant.now().plusSeconds(3);
      Thread.sleep((BUSY_SECONDS + 4) * 1000L);
      List<Run> runs =
          scheduler
              .ledger()
              .runs(
                  new RunFilter(
                      null, Set.of(), counted, counted.plusSeconds(BUSY_SECONDS), 0, 1_000_000));
      List<Long> late =
          runs.stream()
              .filter(run -> run.startedAt() != null)
              .map(run -> Duration.between(run.runAfter(), run.startedAt()).toMillis())
              .sorted()
              .toList();
      System.out.printf(
          "lateness: %,d runs, %d due each second; begun p50 %d ms, p99 %d ms, at most %d ms late%n",
          late.size(),
          BUSY,
          late.get(late.size() / 2),
          late.get(late.size() * 99 / 100),
          late.get(late.size() - 1));
    }
  }
}
