package dev.stepwell.scheduler;

import dev.stepwell.asl.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of a backfill.
 *
 * @param workflow whose runs
 * @param from the first logical date
 * @param to the last logical date, itself included
 * @param reprocess what becomes of dates that have a run
 * @param maxActiveRuns how many runs are on at once
 * @param reverse whether the newest date comes first
 * @param input the runs' input; null for what the trigger makes of the date
 */
public record BackfillRequest(
    String workflow,
    Instant from,
    Instant to,
    Backfill.Reprocess reprocess,
    int maxActiveRuns,
    boolean reverse,
    @Nullable Json input) {

  /** Refuses what is no range. */
  public BackfillRequest {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException(
          "the backfill of '"
              + workflow
              + "' goes from "
              + from
              + " to "
              + to
              + ", which is before it; swap them");
    }
    if (maxActiveRuns < 1) {
      throw new IllegalArgumentException(
          "the backfill of '"
              + workflow
              + "' may have "
              + maxActiveRuns
              + " runs on at once; allow at least 1");
    }
  }

  /** The dates from one to another, with Airflow's defaults. */
  public static BackfillRequest of(String workflow, Instant from, Instant to) {
    return new BackfillRequest(
        workflow, from, to, Backfill.Reprocess.NONE, Backfill.MAX_ACTIVE_RUNS, false, null);
  }

  /** The same with another rule for dates that have a run. */
  public BackfillRequest reprocess(Backfill.Reprocess rule) {
    return new BackfillRequest(workflow, from, to, rule, maxActiveRuns, reverse, input);
  }

  /** The same with another limit of runs at once. */
  public BackfillRequest atOnce(int runs) {
    return new BackfillRequest(workflow, from, to, reprocess, runs, reverse, input);
  }

  /** The same, the newest date first. */
  public BackfillRequest reversed() {
    return new BackfillRequest(workflow, from, to, reprocess, maxActiveRuns, true, input);
  }
}
