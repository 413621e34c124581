package dev.stepwell.scheduler;

import java.util.Locale;

/** How a run stands. The words are Airflow's. */
public enum RunState {
  /** It waits for its turn. */
  QUEUED,
  /** Its execution is on. */
  RUNNING,
  /** It ended well. */
  SUCCESS,
  /** It ended badly, or was stopped. */
  FAILED;

  /** {@code queued}, {@code running}, {@code success} or {@code failed}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it has ended. */
  public boolean isTerminal() {
    return this == SUCCESS || this == FAILED;
  }

  /** The state of a word. */
  public static RunState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
