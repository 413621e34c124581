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
  ABORTED,
  /** Ended badly as a child of a Map Run, and about to be set going again. */
  PENDING_REDRIVE
}
