package dev.stepwell.scheduler;

/**
 * How the priorities of steps make the weight by which their tasks are let in where slots are
 * scarce; Airflow's {@code weight_rule}. Steps without a priority of their own have 1.
 */
public enum WeightRule {
  /**
   * A step's own and those of all steps that wait for it, however indirectly; Airflow's default.
   */
  DOWNSTREAM,
  /** A step's own and those of all steps that it waits for, so that what is begun is finished. */
  UPSTREAM,
  /** A step's own. */
  ABSOLUTE
}
