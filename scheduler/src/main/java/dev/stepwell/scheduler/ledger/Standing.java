package dev.stepwell.scheduler.ledger;

import dev.stepwell.scheduler.AssetEvent;
import dev.stepwell.scheduler.Backfill;
import dev.stepwell.scheduler.BackfillItem;
import dev.stepwell.scheduler.Pool;
import dev.stepwell.scheduler.Run;
import dev.stepwell.scheduler.WorkflowState;
import java.util.List;

/**
 * All that a scheduler needs to go on: what is open, whatever the length of its past.
 *
 * @param workflows every workflow that was ever seen
 * @param openRuns runs that have not ended, by their order
 * @param pools every pool
 * @param waiting events that wait for a run, by their numbers
 * @param backfills backfills that may still start runs
 * @param items the dates of those backfills whose turn is still to come, in order
 * @param lastOrder the highest order of a run
 * @param lastEvent the highest number of an event
 * @param lastBackfill the highest number of a backfill
 */
public record Standing(
    List<WorkflowState> workflows,
    List<Run> openRuns,
    List<Pool> pools,
    List<Waiting> waiting,
    List<Backfill> backfills,
    List<BackfillItem> items,
    long lastOrder,
    long lastEvent,
    long lastBackfill) {

  /** An event that waits for a run. */
  public record Waiting(String workflow, String trigger, AssetEvent event) {}

  /** Copies the lists. */
  public Standing {
    workflows = List.copyOf(workflows);
    openRuns = List.copyOf(openRuns);
    pools = List.copyOf(pools);
    waiting = List.copyOf(waiting);
    backfills = List.copyOf(backfills);
    items = List.copyOf(items);
  }
}
