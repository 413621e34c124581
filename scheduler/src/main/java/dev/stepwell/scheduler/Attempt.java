package dev.stepwell.scheduler;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a run.
 *
 * @param workflow the workflow's name
 * @param runId whose attempt
 * @param number from 1
 * @param machine the state machine that ran: the workflow's, or one made to go on
 * @param execution the execution's name
 * @param rerun the steps that it was to run; empty for all
 * @param state {@code RUNNING}, {@code SUCCESS} or {@code FAILED}
 * @param startedAt when it began
 * @param endedAt when it ended; null before
 * @param error why it failed; null otherwise
 */
public record Attempt(
    String workflow,
    String runId,
    int number,
    String machine,
    String execution,
    Set<String> rerun,
    RunState state,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String error) {

  /** Copies the set. */
  public Attempt {
    rerun = Set.copyOf(rerun);
  }
}
