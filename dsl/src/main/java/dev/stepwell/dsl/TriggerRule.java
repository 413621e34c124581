package dev.stepwell.dsl;

import java.util.Locale;

/**
 * When a task of a graph runs, by how the tasks directly before it have ended; Airflow's rules and
 * Airflow's names. A task without any before it always runs. All rules are decided when everything
 * before the task has ended: where a failure and a skip are seen together, the failure counts.
 */
public enum TriggerRule {
  /** All have succeeded; the default. */
  ALL_SUCCESS,
  /** All have failed or could not run. */
  ALL_FAILED,
  /** All have ended, however. */
  ALL_DONE,
  /** All have ended, none is skipped and at least one has succeeded. */
  ALL_DONE_MIN_ONE_SUCCESS,
  /** All are skipped. */
  ALL_SKIPPED,
  /** At least one has succeeded. */
  ONE_SUCCESS,
  /** At least one has failed or could not run. */
  ONE_FAILED,
  /** At least one ran, well or not. */
  ONE_DONE,
  /** None has failed; skipped ones do not matter. */
  NONE_FAILED,
  /** None has failed and at least one has succeeded. */
  NONE_FAILED_MIN_ONE_SUCCESS,
  /** None is skipped. */
  NONE_SKIPPED,
  /** At once, whatever is before it. */
  ALWAYS,
  /** At least one of the setups directly before it has succeeded; of teardowns, and only theirs. */
  ALL_DONE_SETUP_SUCCESS;

  /** Airflow's name for it: {@code all_done}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
