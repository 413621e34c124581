package dev.stepwell.dsl;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When somebody is told that a run is late; the run goes on, as with Airflow's deadline alerts.
 * Kept by Stepwell's scheduler alone.
 *
 * @param reference from when the time counts
 * @param fixed the moment of {@link Reference#FIXED_DATETIME}; null otherwise
 * @param interval how long after it; may be negative
 */
public record Deadline(Reference reference, @Nullable Instant fixed, Duration interval) {

  /** From when time counts; Airflow's names. */
  public enum Reference {
    /** When the run was queued. */
    DAGRUN_QUEUED_AT,
    /** The run's logical date; runs without one have no such deadline. */
    DAGRUN_LOGICAL_DATE,
    /** A moment. */
    FIXED_DATETIME,
    /**
     * When it was queued, plus the average time of the last ten runs; none before there are ten.
     */
    AVERAGE_RUNTIME
  }

  /** So long after the run was queued. */
  public static Deadline sinceQueued(Duration interval) {
    return new Deadline(Reference.DAGRUN_QUEUED_AT, null, interval);
  }

  /** So long after the run's logical date. */
  public static Deadline sinceLogicalDate(Duration interval) {
    return new Deadline(Reference.DAGRUN_LOGICAL_DATE, null, interval);
  }

  /** At a moment, whichever run is on then. */
  public static Deadline at(Instant moment) {
    return new Deadline(Reference.FIXED_DATETIME, moment, Duration.ZERO);
  }

  /** When a run takes so much longer than the last ten took on average. */
  public static Deadline overAverage(Duration interval) {
    return new Deadline(Reference.AVERAGE_RUNTIME, null, interval);
  }

  /** As text: {@code 2 h after dagrun_queued_at}. */
  @Override
  public String toString() {
    return fixed == null
        ? reference.name().toLowerCase(java.util.Locale.ROOT) + " + " + interval
        : String.valueOf(fixed);
  }
}
