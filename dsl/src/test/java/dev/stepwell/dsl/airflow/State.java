package dev.stepwell.dsl.airflow;

/** How a task instance ends, in Airflow's words. */
public enum State {
  /** Never decided. A run that ends so is a deadlock; Airflow calls it failed. */
  NONE,
  SUCCESS,
  FAILED,
  SKIPPED,
  UPSTREAM_FAILED,
  /** An index of a mapped task that its list no longer has. */
  REMOVED;

  boolean finished() {
    return this != NONE;
  }
}
