package dev.stepwell.engine;

/** How an execution stands. */
public enum ExecutionStatus {
  /** Not ended. */
  RUNNING,
  /** Ended well. */
  SUCCEEDED,
  /** Ended with an error. */
  FAILED,
  /** Ended because its time was over. */
  TIMED_OUT,
  /** Stopped from outside. */
  ABORTED
}
