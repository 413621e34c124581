package dev.stepwell.engine;

/** Counts how the children of a Map Run stand, each as a number of items or as one. */
final class MapRunTally {

  private long pending;
  private long running;
  private long succeeded;
  private long failed;
  private long timedOut;
  private long aborted;
  private long notRedrivable;
  private long pendingRedrive;

  void pending(long weight) {
    pending += weight;
  }

  void count(Run child, long weight) {
    switch (child.status()) {
      case RUNNING -> running += weight;
      case SUCCEEDED -> succeeded += weight;
      case FAILED -> failed += weight;
      case TIMED_OUT -> timedOut += weight;
      case ABORTED -> aborted += weight;
      case PENDING_REDRIVE -> pendingRedrive += weight;
    }
    boolean badly =
        switch (child.status()) {
          case FAILED, TIMED_OUT, ABORTED -> true;
          case RUNNING, SUCCEEDED, PENDING_REDRIVE -> false;
        };
    if (badly
        && child.stateMachine().type() == WorkflowType.STANDARD
        && child.redrivability().status() == Redrivability.Status.NOT_REDRIVABLE) {
      notRedrivable += weight;
    }
  }

  /** The counts, where all that succeeded is in the result or nothing. */
  MapRunCounts counts(boolean written) {
    return new MapRunCounts(
        pending,
        running,
        succeeded,
        failed,
        timedOut,
        aborted,
        pending + running + succeeded + failed + timedOut + aborted + pendingRedrive,
        written ? succeeded : 0,
        notRedrivable,
        pendingRedrive);
  }
}
