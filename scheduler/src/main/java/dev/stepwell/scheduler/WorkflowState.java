package dev.stepwell.scheduler;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is remembered of a workflow between runs. Immutable.
 *
 * @param name the workflow's name
 * @param paused whether it starts no runs
 * @param considered for each timed trigger the last tick that was decided about; ticks after it are
 *     still to come
 * @param failedInARow how many runs have failed since the last success
 */
public record WorkflowState(
    String name, boolean paused, Map<String, Instant> considered, int failedInARow) {

  /** Copies the map, in order. */
  public WorkflowState {
    considered = Map.copyOf(new TreeMap<>(considered));
  }

  WorkflowState withPaused(boolean value) {
    return new WorkflowState(name, value, considered, value ? failedInARow : 0);
  }

  WorkflowState withConsidered(String trigger, Instant tick) {
    Map<String, Instant> more = new TreeMap<>(considered);
    more.put(trigger, tick);
    return new WorkflowState(name, paused, more, failedInARow);
  }

  WorkflowState withFailedInARow(int runs) {
    return new WorkflowState(name, paused, considered, runs);
  }
}
