package dev.stepwell.engine;

import org.jspecify.annotations.Nullable;

/** How long an execution may take. Lives on the loop. */
final class TimeLimit {

  private static final long EXPRESS_MILLIS = 5 * 60 * 1000L;

  private Timers.@Nullable Timer timer;

  /** Has the execution time out when its time is over, which begins at a moment. */
  void set(Run run, long from) {
    long limit = run.stateMachine().plan().timeoutMillis();
    if (run.stateMachine().type() == WorkflowType.EXPRESS) {
      limit = Math.min(limit, EXPRESS_MILLIS);
    }
    if (limit < Long.MAX_VALUE) {
      timer = run.loop().at(from + limit, limit, run::timeOut);
    }
  }

  void cancel(Run run) {
    run.loop().cancel(timer);
  }
}
