package dev.stepwell.scheduler;

import dev.stepwell.asl.json.Json;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A backfill: runs for a part of the past. Immutable.
 *
 * @param id its number, from 1
 * @param workflow whose runs
 * @param from the first logical date
 * @param to the last logical date, itself included
 * @param reprocess what becomes of dates that have a run
 * @param maxActiveRuns how many of its runs are on at once
 * @param reverse whether the newest date comes first
 * @param input the runs' input; null for what the trigger makes of the date
 * @param state how it stands
 * @param createdAt when it was asked for
 * @param completedAt when it ended; null before
 */
public record Backfill(
    long id,
    String workflow,
    Instant from,
    Instant to,
    Reprocess reprocess,
    int maxActiveRuns,
    boolean reverse,
    @Nullable Json input,
    State state,
    Instant createdAt,
    @Nullable Instant completedAt) {

  /** How many runs of a backfill are on at once unless somebody says otherwise, as in Airflow. */
  public static final int MAX_ACTIVE_RUNS = 10;

  /** How a backfill stands. */
  public enum State {
    /** It starts runs. */
    ACTIVE,
    /** It starts no runs until it is resumed; those that are on go on. */
    PAUSED,
    /** All its dates are done with. */
    COMPLETED,
    /** It was given up: dates that had not begun never do. */
    CANCELLED;

    /** Whether it may still start runs. */
    public boolean isOpen() {
      return this == ACTIVE || this == PAUSED;
    }
  }

  /** What becomes of a date that has a run already; Airflow's {@code reprocess_behavior}. */
  public enum Reprocess {
    /** It is left alone. */
    NONE,
    /** It is run again if the run failed. */
    FAILED,
    /** It is run again if the run ended, however. */
    COMPLETED;

    /** {@code none}, {@code failed} or {@code completed}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Backfill with(State newState, @Nullable Instant ended) {
    return new Backfill(
        id,
        workflow,
        from,
        to,
        reprocess,
        maxActiveRuns,
        reverse,
        input,
        newState,
        createdAt,
        ended);
  }
}
