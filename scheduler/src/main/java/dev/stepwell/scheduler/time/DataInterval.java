package dev.stepwell.scheduler.time;

import java.time.Instant;

/**
 * The time whose data a run works on.
 *
 * @param start where it begins
 * @param end where it ends, itself not part of it; the same as the start if it covers no time
 */
public record DataInterval(Instant start, Instant end) {

  /** Refuses an interval that ends before it starts. */
  public DataInterval {
    if (end.isBefore(start)) {
      throw new IllegalArgumentException(
          "a data interval from " + start + " to " + end + " ends before it starts");
    }
  }

  /** The interval that covers no time. */
  public static DataInterval at(Instant moment) {
    return new DataInterval(moment, moment);
  }
}
