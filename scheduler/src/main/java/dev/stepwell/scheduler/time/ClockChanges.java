package dev.stepwell.scheduler.time;

/**
 * What becomes of ticks on the days on which a zone's clock is put forward or back. An expression
 * for every hour is not concerned: it ticks whenever the clock shows a time of its, so an hour that
 * is shown twice has it twice.
 *
 * @param gap what becomes of a time that the clock skips
 * @param overlap what becomes of a time that the clock shows twice
 */
public record ClockChanges(Gap gap, Overlap overlap) {

  /** What becomes of a time that the clock skips. */
  public enum Gap {
    /** It has no tick on that day. */
    SKIP,
    /** Its tick is as much later as the clock was put forward: 02:30 becomes 03:30. */
    MOVE
  }

  /** What becomes of a time that the clock shows twice. */
  public enum Overlap {
    /** It ticks when it is shown first. */
    FIRST,
    /** It ticks when it is shown for the second time. */
    SECOND
  }

  /**
   * As EventBridge Scheduler does (its user guide, section on daylight saving time): a skipped time
   * is skipped, a repeated one ticks once. Which one it does not say; the first is taken. This is
   * the default, because it is what the deployed workflow does.
   */
  public static final ClockChanges EVENTBRIDGE = new ClockChanges(Gap.SKIP, Overlap.FIRST);

  /** As Airflow's CronTriggerTimetable does: a skipped time moves, a repeated one is the second. */
  public static final ClockChanges AIRFLOW = new ClockChanges(Gap.MOVE, Overlap.SECOND);
}
