package dev.stepwell.scheduler;

import java.time.Instant;

/**
 * One date of a backfill, as it stands.
 *
 * @param backfill the backfill's number
 * @param ordinal its place in the order of the runs, from 0
 * @param tick when its run was due
 * @param logicalDate the date
 * @param state how it stands
 * @param runId the run that was made or cleared; empty before, and for what is skipped
 * @param reason why it is skipped; empty otherwise
 */
public record BackfillItem(
    long backfill,
    int ordinal,
    Instant tick,
    Instant logicalDate,
    State state,
    String runId,
    String reason) {

  /** How a date of a backfill stands. */
  public enum State {
    /** Its turn is still to come. */
    PLANNED,
    /** It has a run. */
    CREATED,
    /** It has none, for a reason. */
    SKIPPED,
    /** The backfill was cancelled before its turn. */
    CANCELLED
  }

  BackfillItem created(String run) {
    return new BackfillItem(backfill, ordinal, tick, logicalDate, State.CREATED, run, "");
  }

  BackfillItem skipped(String why) {
    return new BackfillItem(backfill, ordinal, tick, logicalDate, State.SKIPPED, "", why);
  }

  BackfillItem cancelled() {
    return new BackfillItem(
        backfill, ordinal, tick, logicalDate, State.CANCELLED, "", "the backfill was cancelled");
  }
}
