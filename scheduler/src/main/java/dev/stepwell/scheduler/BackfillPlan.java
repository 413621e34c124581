package dev.stepwell.scheduler;

import dev.stepwell.scheduler.time.DataInterval;
import java.time.Instant;
import java.util.List;

/**
 * What a backfill would do, date by date. The same plan is made for this machine and for AWS.
 *
 * @param request what was asked
 * @param entries every date of the timetable in the range, in the order in which they would run
 */
public record BackfillPlan(BackfillRequest request, List<Entry> entries) {

  /** Copies the list. */
  public BackfillPlan {
    entries = List.copyOf(entries);
  }

  /** What becomes of a date. */
  public enum Action {
    /** A run is made. */
    CREATE,
    /** Its run is cleared and runs again. */
    CLEAR,
    /** Nothing; the entry's reason says why. */
    SKIP
  }

  /**
   * One date.
   *
   * @param tick when its run was due
   * @param logicalDate the date
   * @param interval the data its run works on
   * @param action what becomes of it
   * @param reason why it is skipped or cleared; empty for a run that is made
   */
  public record Entry(
      Instant tick, Instant logicalDate, DataInterval interval, Action action, String reason) {}

  /** How many dates have this action. */
  public long count(Action action) {
    return entries.stream().filter(entry -> entry.action() == action).count();
  }
}
