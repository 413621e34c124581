package dev.stepwell.local.glue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs something when a time is over, for the time limits of job runs. */
@FunctionalInterface
public interface JobTimer {

  /** The machine's clock. */
  JobTimer SYSTEM =
      (delay, action) ->
          CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
              .execute(action);

  /** Has the action run once the delay is over; it does not block and may come too late. */
  void after(Duration delay, Runnable action);
}
