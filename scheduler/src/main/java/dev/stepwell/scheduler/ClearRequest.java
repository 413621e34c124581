package dev.stepwell.scheduler;

import java.util.Set;

/**
 * What is to be run again; the words are those of Airflow's {@code tasks clear}. What waits for a
 * step is always run again with it, since it works on what the step gives.
 *
 * @param workflow the workflow
 * @param runId the run, which must have ended
 * @param steps the steps to run again; empty for all
 * @param onlyFailed the steps that failed, instead of named ones; other runs without any are left
 * @param upstream also what the steps wait for
 * @param past also all ended runs before it, by their logical dates
 * @param future also all ended runs after it
 */
public record ClearRequest(
    String workflow,
    String runId,
    Set<String> steps,
    boolean onlyFailed,
    boolean upstream,
    boolean past,
    boolean future) {

  /** Copies the steps, and refuses what contradicts itself. */
  public ClearRequest {
    steps = Set.copyOf(steps);
    if (onlyFailed && !steps.isEmpty()) {
      throw new IllegalArgumentException(
          "the steps that failed are asked for, and " + steps + "; ask for one of the two");
    }
    if (upstream && steps.isEmpty() && !onlyFailed) {
      throw new IllegalArgumentException(
          "what all steps wait for is all steps; name steps, or leave upstream out");
    }
  }

  /** One run: these steps, or all of it. */
  public static ClearRequest of(String workflow, String runId, Set<String> steps) {
    return new ClearRequest(workflow, runId, steps, false, false, false, false);
  }

  /** The steps of one run that failed. */
  public static ClearRequest failed(String workflow, String runId) {
    return new ClearRequest(workflow, runId, Set.of(), true, false, false, false);
  }
}
