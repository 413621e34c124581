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

  /** The attempt of a run that has just begun. */
  static Attempt begun(Run run, Instant now) {
    return of(run, RunState.RUNNING, now, null, null);
  }

  /** The attempt of a run that was on until now. */
  static Attempt ended(Run run, RunState how, Instant now, @Nullable String error) {
    return of(run, how, run.startedAt() == null ? now : run.startedAt(), now, error);
  }

  private static Attempt of(
      Run run, RunState how, Instant begun, @Nullable Instant ended, @Nullable String error) {
    return new Attempt(
        run.workflow(),
        run.runId(),
        run.attempt(),
        run.machine(),
        run.execution(),
        run.rerun(),
        how,
        begun,
        ended,
        error);
  }
}
