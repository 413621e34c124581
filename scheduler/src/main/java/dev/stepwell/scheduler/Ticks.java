package dev.stepwell.scheduler;

import dev.stepwell.asl.json.Json;
import dev.stepwell.scheduler.RunSettings.Missed;
import dev.stepwell.scheduler.RunSettings.Overlap;
import dev.stepwell.scheduler.time.DataInterval;
import dev.stepwell.scheduler.time.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes runs of ticks. For each trigger it remembers the last tick that was decided about, so a
 * tick is decided once whatever happens in between: a pause, a crash, or runs at their limit are
 * one and the same to it.
 */
final class Ticks {

  /** How late a tick may be that {@link Missed#NONE} still takes: the Scheduler's precision. */
  static final Duration GRACE = Duration.ofMinutes(1);

  /** Before every tick that a timetable of single moments may have. */
  private static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

  private static final Duration LEAST_RECENT = Duration.ofMinutes(5);

  private final Board board;
  private final Starts starts;

  Ticks(Board board, Starts starts) {
    this.board = board;
    this.starts = starts;
  }

  /** From when on the ticks of a trigger count that was never seen before. */
  static Instant first(WorkflowSpec spec, RunTrigger.OnTime trigger, Instant now) {
    Timetable timetable = trigger.timetable();
    @Nullable Instant start = spec.startDate();
    if (start != null) {
      return start.minusMillis(1);
    }
    Missed missed = spec.settings().missed();
    if (!timetable.isPeriodic()) {
      return missed == Missed.NONE ? now : BEGINNING;
    }
    if (missed != Missed.LAST) {
      return now;
    }
    // Airflow's CronTriggerTimetable without a start date: a tick that is only just past has a run.
    Optional<Instant> latest = timetable.latest(now);
    if (latest.isEmpty()) {
      return now;
    }
    Duration gap =
        timetable
            .next(latest.get())
            .map(next -> Duration.between(latest.get(), next))
            .orElse(Duration.ZERO);
    Duration recent = gap.dividedBy(10);
    recent = recent.compareTo(LEAST_RECENT) > 0 ? recent : LEAST_RECENT;
    boolean isRecent = Duration.between(latest.get(), now).compareTo(recent) <= 0;
    return isRecent ? latest.get().minusMillis(1) : now;
  }

  /**
   * Makes the runs that are due.
   *
   * @return when to look again; empty for not before something else happens
   */
  Optional<Instant> make(Entry entry) {
    WorkflowSpec spec = board.spec(entry);
    entry.blocked().clear();
    @Nullable Instant soonest = null;
    for (RunTrigger.OnTime trigger : spec.timed()) {
      Optional<Instant> next = make(entry, spec, trigger);
      if (next.isPresent() && (soonest == null || next.get().isBefore(soonest))) {
        soonest = next.get();
      }
    }
    return Optional.ofNullable(soonest);
  }

  private Optional<Instant> make(Entry entry, WorkflowSpec spec, RunTrigger.OnTime trigger) {
    Instant now = board.now();
    while (true) {
      Optional<Instant> next = next(entry, spec, trigger);
      if (next.isEmpty() || due(spec, next.get()).isAfter(now)) {
        return next.map(tick -> due(spec, tick));
      }
      Instant tick = next.get();
      Instant wanted = wanted(spec, trigger, tick, now);
      if (wanted.isAfter(tick)) {
        skip(
            entry,
            trigger,
            tick,
            before(trigger, wanted),
            "missed, and missed=last keeps the newest");
        continue;
      }
      if (spec.settings().missed() == Missed.NONE
          && Duration.between(due(spec, tick), now).compareTo(GRACE) > 0) {
        skip(
            entry,
            trigger,
            tick,
            latestLate(spec, trigger, tick, now),
            "over a minute late, and missed=none");
        continue;
      }
      if (entry.active(false) >= spec.settings().maxActiveRuns()
          && !makeRoom(entry, spec, trigger, tick)) {
        if (spec.settings().overlap() == Overlap.SKIP) {
          continue;
        }
        entry.blocked().put(trigger.name(), tick);
        return Optional.empty();
      }
      create(entry, trigger, tick);
      decided(entry, trigger, tick);
    }
  }

  /** The next tick to be decided about. */
  Optional<Instant> next(Entry entry, WorkflowSpec spec, RunTrigger.OnTime trigger) {
    @Nullable Instant considered = entry.state().considered().get(trigger.name());
    Instant after = considered == null ? first(spec, trigger, board.now()) : considered;
    return within(spec, trigger.timetable().next(after));
  }

  static Optional<Instant> within(WorkflowSpec spec, Optional<Instant> tick) {
    @Nullable Instant end = spec.endDate();
    return tick.filter(each -> end == null || !each.isAfter(end));
  }

  /** When the run of a tick is made: the tick itself, or a little later where there is jitter. */
  static Instant due(WorkflowSpec spec, Instant tick) {
    long most = spec.settings().jitter().toMillis();
    if (most == 0) {
      return tick;
    }
    long mixed = (spec.name().hashCode() * 31L + tick.toEpochMilli()) * 0x9E3779B97F4A7C15L;
    mixed ^= mixed >>> 32;
    return tick.plusMillis(Math.floorMod(mixed, most));
  }

  /** Which of the ticks that are due is to have a run, where not all are. */
  private static Instant wanted(
      WorkflowSpec spec, RunTrigger.OnTime trigger, Instant tick, Instant now) {
    if (spec.settings().missed() != Missed.LAST) {
      return tick;
    }
    Optional<Instant> newest = trigger.timetable().latest(now);
    @Nullable Instant end = spec.endDate();
    if (newest.isPresent() && end != null && newest.get().isAfter(end)) {
      newest = trigger.timetable().latest(end);
    }
    if (newest.isPresent() && due(spec, newest.get()).isAfter(now)) {
      newest = trigger.timetable().latest(newest.get().minusMillis(1));
    }
    return newest.filter(each -> each.isAfter(tick)).orElse(tick);
  }

  private static Instant before(RunTrigger.OnTime trigger, Instant tick) {
    return trigger.timetable().latest(tick.minusMillis(1)).orElse(tick);
  }

  /** The last tick that is too late for {@link Missed#NONE}. */
  private static Instant latestLate(
      WorkflowSpec spec, RunTrigger.OnTime trigger, Instant tick, Instant now) {
    Instant late = now.minus(GRACE).minus(spec.settings().jitter()).minusMillis(1);
    return trigger.timetable().latest(late).filter(each -> each.isAfter(tick)).orElse(tick);
  }

  /** Whether a run may be made although runs are at their limit. */
  private boolean makeRoom(
      Entry entry, WorkflowSpec spec, RunTrigger.OnTime trigger, Instant tick) {
    switch (spec.settings().overlap()) {
      case QUEUE -> {
        return false;
      }
      case SKIP -> {
        skip(
            entry,
            trigger,
            tick,
            tick,
            "max_active_runs " + spec.settings().maxActiveRuns() + " reached, and overlap=skip");
        return false;
      }
      case CANCEL_OTHER -> {
        entry.open().stream()
            .filter(run -> run.type() != RunType.BACKFILL)
            .min(Comparator.comparing(Run::order))
            .ifPresent(oldest -> starts.stop(entry, oldest, "cancelled by the tick " + tick));
        return true;
      }
    }
    throw new AssertionError();
  }

  private void create(Entry entry, RunTrigger.OnTime trigger, Instant tick) {
    DataInterval interval = trigger.timetable().interval(tick);
    Instant logicalDate = interval.start();
    Optional<Run> there = board.at(entry.name(), logicalDate);
    if (there.isPresent()) {
      skip(
          entry,
          trigger,
          tick,
          tick,
          "the logical date " + logicalDate + " has the run " + there.get().runId());
      return;
    }
    board.put(
        run(
            entry,
            trigger,
            tick,
            interval,
            RunType.SCHEDULED,
            0,
            trigger.input().of(tick, interval)));
  }

  Run run(
      Entry entry,
      RunTrigger.OnTime trigger,
      Instant tick,
      DataInterval interval,
      RunType type,
      long backfill,
      Json input) {
    return Run.queued(
        entry.name(),
        RunIds.of(type, interval.start()),
        type,
        interval.start(),
        interval,
        tick,
        board.nextOrder(),
        trigger.name(),
        trigger.partition().apply(interval.start()),
        backfill,
        input,
        board.now());
  }

  private void skip(
      Entry entry, RunTrigger.OnTime trigger, Instant first, Instant last, String reason) {
    if (trigger.timetable().isPeriodic()) {
      board
          .changes()
          .skipped(new SkippedTick(entry.name(), trigger.name(), first, last, board.now(), reason));
    }
    decided(entry, trigger, last);
  }

  private void decided(Entry entry, RunTrigger.OnTime trigger, Instant tick) {
    @Nullable Instant before = entry.state().considered().get(trigger.name());
    if (before == null || tick.isAfter(before)) {
      board.update(entry, entry.state().withConsidered(trigger.name(), tick));
    }
  }
}
