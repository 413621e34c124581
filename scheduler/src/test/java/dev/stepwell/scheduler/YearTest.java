package dev.stepwell.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Retention;
import dev.stepwell.engine.VirtualClock;
import dev.stepwell.scheduler.RunSettings.Missed;
import dev.stepwell.scheduler.ledger.MemoryLedger;
import dev.stepwell.scheduler.ledger.RunFilter;
import dev.stepwell.scheduler.time.Timetable;
import dev.stepwell.scheduler.time.Timetables;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A year of a large catalogue, in virtual time. */
class YearTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

  private static final List<String> ZONES =
      List.of("UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe");

  /** Most run daily, some weekly or monthly, and one in twenty every hour. */
  private static Timetable timetable(Random random) {
    int minute = random.nextInt(60);
    int hour = random.nextInt(24);
    String cron =
        switch (random.nextInt(20)) {
          case 0 -> minute + " * * * *";
          case 1, 2 -> minute + " " + hour + " * * 1-5";
          case 3 -> minute + " " + hour + " 1 * *";
          case 4 -> minute + " " + hour + " * * 5#2";
          default -> minute + " " + hour + " * * *";
        };
    return Timetables.cron(cron, ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))));
  }

  /** What a year came to. */
  private record Year(long ticks, long runs, int hash, Duration took) {}

  private static Year simulate(long seed, int workflows) {
    long began = System.nanoTime();
    Random random = new Random(seed);
    List<Timetable> timetables = new ArrayList<>();
    for (int i = 0; i < workflows; i++) {
      timetables.add(timetable(random));
    }
    long ticks = 0;
    for (Timetable timetable : timetables) {
      Optional<Instant> tick = timetable.next(START.minusMillis(1));
      while (tick.isPresent() && tick.get().isBefore(END)) {
        ticks++;
        tick = timetable.next(tick.get());
      }
    }
    MemoryLedger ledger = new MemoryLedger();
    Scheduler scheduler =
        Scheduler.builder()
            .clock(VirtualClock.jumping(START.minusMillis(1)))
            .ledger(ledger)
            .engine(engine -> engine.retention(new Retention(Duration.ofHours(1), 2)))
            .build();
    try (scheduler) {
      CompletableFuture<Boolean> over = new CompletableFuture<>();
      for (int i = 0; i < workflows; i++) {
        scheduler.register(
            WorkflowSpec.of("w" + i, Bench.NOTHING, Bench.on(timetables.get(i)))
                .settings(RunSettings.DEFAULT.missed(Missed.ALL))
                .between(START, END.minusMillis(1)));
      }
      // In one turn of the loop: time jumps to the next alarm as soon as nothing else is to be
      // done.
      scheduler
          .engine()
          .eventLoop()
          .execute(
              () -> {
                scheduler.start();
                scheduler.engine().eventLoop().alarm(END, () -> over.complete(true));
              });
      over.join();
      scheduler.engine().settled().join();
      List<Run> runs =
          ledger.runs(
              new RunFilter(null, Set.of(RunState.SUCCESS), null, null, 0, Integer.MAX_VALUE));
      int hash = 0;
      for (Run run : runs) {
        Json told =
            JsonObject.of("run", Json.of(run.execution()), "at", Json.of("" + run.endedAt()));
        hash = 31 * hash + told.hashCode();
      }
      return new Year(ticks, runs.size(), hash, Duration.ofNanos(System.nanoTime() - began));
    }
  }

  @Test
  void aYearOfAThousandWorkflowsTakesSecondsAndIsTheSameForTheSameSeed() {
    Year small = simulate(1, 50);
    assertThat(simulate(1, 50).hash()).isEqualTo(small.hash());
    assertThat(simulate(2, 50).hash()).isNotEqualTo(small.hash());
    Year year = simulate(3, 1_000);
    System.out.printf(
        "year: 1,000 workflows, %,d ticks, %,d runs, in %.1f s%n",
        year.ticks(), year.runs(), year.took().toMillis() / 1e3);
    assertThat(year.runs()).isEqualTo(year.ticks());
  }
}
