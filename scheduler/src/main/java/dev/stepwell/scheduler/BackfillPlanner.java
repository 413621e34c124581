package dev.stepwell.scheduler;

import dev.stepwell.scheduler.Backfill.Reprocess;
import dev.stepwell.scheduler.BackfillPlan.Action;
import dev.stepwell.scheduler.time.DataInterval;
import dev.stepwell.scheduler.time.Timetable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Says what a backfill would do, wherever its runs are: on this machine or on AWS. */
public final class BackfillPlanner {

  /** How many dates a backfill may have. */
  static final int MOST = 100_000;

  /** The run that a date has already. */
  public record Existing(String runId, RunState state) {}

  private BackfillPlanner() {}

  /**
   * The plan: every date of the timetable in the range whose tick is past, in the order in which
   * they would run.
   *
   * @param now what time it is
   * @param existing the run of a logical date, if it has one
   * @throws SchedulerException if there are more than 100,000 dates
   */
  public static BackfillPlan plan(
      BackfillRequest request,
      Timetable timetable,
      Instant now,
      Function<Instant, Optional<Existing>> existing) {
    List<BackfillPlan.Entry> entries = new ArrayList<>();
    Optional<Instant> tick = timetable.next(request.from().minusMillis(1));
    while (tick.isPresent()) {
      DataInterval interval = timetable.interval(tick.get());
      if (interval.start().isAfter(request.to()) || tick.get().isAfter(now)) {
        break;
      }
      if (!interval.start().isBefore(request.from())) {
        entries.add(
            entry(request.reprocess(), tick.get(), interval, existing.apply(interval.start())));
      }
      if (entries.size() > MOST) {
        throw new SchedulerException(
            "the backfill of '"
                + request.workflow()
                + "' has more than "
                + MOST
                + " dates; fill the range in several parts");
      }
      tick = timetable.next(tick.get());
    }
    if (request.reverse()) {
      Collections.reverse(entries);
    }
    return new BackfillPlan(request, entries);
  }

  private static BackfillPlan.Entry entry(
      Reprocess reprocess, Instant tick, DataInterval interval, Optional<Existing> there) {
    return new BackfillPlan.Entry(
        tick,
        interval.start(),
        interval,
        there.map(run -> action(run, reprocess)).orElse(Action.CREATE),
        there.map(run -> reason(run, reprocess)).orElse(""));
  }

  static Action action(Existing there, Reprocess reprocess) {
    boolean again =
        switch (reprocess) {
          case NONE -> false;
          case FAILED -> there.state() == RunState.FAILED;
          case COMPLETED -> there.state().isTerminal();
        };
    return again ? Action.CLEAR : Action.SKIP;
  }

  static String reason(Existing there, Reprocess reprocess) {
    String run = there.runId() + " is " + there.state().word();
    if (!there.state().isTerminal()) {
      return "in flight: " + run;
    }
    return action(there, reprocess) == Action.CLEAR
        ? "runs again: " + run
        : "already exists: " + run + ", and reprocess is " + reprocess.word();
  }
}
