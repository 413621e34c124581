package dev.stepwell.dsl;

import java.util.Locale;

/** How a task of a graph has ended, in Airflow's words. */
public enum TaskState {
  /** It ran to its end. */
  SUCCESS(1 << 0),
  /** It ran and failed, retries included. */
  FAILED(1 << 1),
  /** A choice went another way, its rule was not met, or it said so itself. */
  SKIPPED(1 << 2),
  /** It did not run because something before it failed. */
  UPSTREAM_FAILED(1 << 3),
  /** An index of a mapped task that its list no longer has; no first run of a list gives it. */
  REMOVED(1 << 4);

  private final int bit;

  TaskState(int bit) {
    this.bit = bit;
  }

  /** The word, as it stands in what an execution gives: {@code upstream_failed}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** This state alone in a set of states. */
  public int bit() {
    return bit;
  }
}
