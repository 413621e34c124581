package dev.stepwell.scheduler.ledger;

import dev.stepwell.scheduler.RunState;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which runs somebody wants to see; the newest first.
 *
 * @param workflow of this workflow; null for all
 * @param states in these states; empty for all
 * @param from with an order key from here on; null for no bound
 * @param to with an order key up to here, itself included; null for no bound
 * @param backfill of this backfill; 0 for all
 * @param most how many at most
 */
public record RunFilter(
    @Nullable String workflow,
    Set<RunState> states,
    @Nullable Instant from,
    @Nullable Instant to,
    long backfill,
    int most) {

  /** Copies the set. */
  public RunFilter {
    states = Set.copyOf(states);
  }

  /** All runs of a workflow. */
  public static RunFilter of(String workflow) {
    return new RunFilter(workflow, Set.of(), null, null, 0, Integer.MAX_VALUE);
  }
}
