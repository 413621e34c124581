package dev.stepwell.scheduler.time;

import java.time.Instant;
import java.util.Optional;

/**
 * Says when runs are due and what each of them covers, as Airflow's timetables do. An
 * implementation is immutable and answers from its arguments alone: the same question has the same
 * answer on every machine and at any time.
 */
public interface Timetable {

  /** The first tick after a moment; empty if there is none any more. */
  Optional<Instant> next(Instant after);

  /** The last tick that is not after a moment; empty if there was none. */
  Optional<Instant> latest(Instant atOrBefore);

  /** What the run covers that is due at a tick. */
  default DataInterval interval(Instant tick) {
    return DataInterval.at(tick);
  }

  /** What a run covers that somebody starts at a moment which need not be a tick. */
  default DataInterval manual(Instant moment) {
    return interval(moment);
  }

  /**
   * Whether ticks come back, so that there is a past to catch up with and to backfill (Airflow
   * refuses backfills of other timetables).
   */
  default boolean isPeriodic() {
    return true;
  }

  /** The timetable in words, such as {@code 0 2 * * * in America/New_York}. */
  String description();
}
