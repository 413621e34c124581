package dev.stepwell.scheduler.time;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;

/** The timetables there are. Each is immutable. */
public final class Timetables {

  private Timetables() {}

  /**
   * At wall-clock times of a zone; clock changes as EventBridge has them.
   *
   * @param expression minute, hour, day, month and weekday, or a preset such as {@code @daily}.
   *     Lists, ranges, steps and names are Vixie cron's, with {@code L}, {@code 15W}, {@code LW},
   *     {@code FRI#2} and {@code FRIL} beside them. Where both day and weekday are restricted,
   *     either does, as in cron and Airflow
   * @throws IllegalArgumentException if it is no expression; the message names the field
   */
  public static Timetable cron(String expression, ZoneId zone) {
    return cron(expression, zone, ClockChanges.EVENTBRIDGE);
  }

  /** The same with another rule for days on which the clock is moved. */
  public static Timetable cron(String expression, ZoneId zone, ClockChanges changes) {
    return new CronTimetable(expression, zone, changes);
  }

  /**
   * Over and over with the same distance in elapsed time; a day is 24 hours.
   *
   * @param every at least a second
   * @param anchor one of the ticks
   */
  public static Timetable rate(Duration every, Instant anchor) {
    return new RateTimetable(every, anchor);
  }

  /** At these moments. Airflow's EventsTimetable; not to be backfilled. */
  public static Timetable events(Collection<Instant> moments, String description) {
    return new EventsTimetable(moments, description);
  }

  /** Once, at a moment; Airflow's {@code @once}. */
  public static Timetable once(Instant moment) {
    return new EventsTimetable(List.of(moment), "once at " + moment);
  }

  /**
   * Again as soon as the run before has ended; Airflow's {@code @continuous}. Its workflow is to
   * have one active run at most.
   */
  public static Timetable continuous() {
    return new ContinuousTimetable();
  }

  /** At the ticks of each of several; a tick that two share is one. */
  public static Timetable several(List<Timetable> timetables) {
    return new SeveralTimetable(timetables);
  }

  /**
   * The same ticks, each run covering the time since the tick before: Airflow's
   * CronDataIntervalTimetable. The logical date of a run is then where its interval starts.
   */
  public static Timetable withIntervals(Timetable ticks) {
    return new IntervalTimetable(ticks);
  }

  /** The same ticks, each run covering so much time up to its tick. */
  public static Timetable trailing(Timetable ticks, Duration covered) {
    return new TrailingTimetable(ticks, covered);
  }
}
