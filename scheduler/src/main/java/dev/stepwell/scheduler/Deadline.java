package dev.stepwell.scheduler;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When somebody is to be told that a run is late. The run goes on, as in Airflow.
 *
 * @param name how it is told
 * @param reference from when the time counts
 * @param fixed the moment of {@link Reference#FIXED_DATETIME}; null otherwise
 * @param interval how long after it; may be negative
 */
public record Deadline(
    String name, Reference reference, @Nullable Instant fixed, Duration interval) {

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

  /** How many runs the average is over. */
  static final int AVERAGED = 10;

  /** Refuses a fixed moment that is missing, or too much. */
  public Deadline {
    if ((reference == Reference.FIXED_DATETIME) != (fixed != null)) {
      throw new IllegalArgumentException(
          "deadline '" + name + "': a moment belongs to FIXED_DATETIME, and only to it");
    }
  }
}
