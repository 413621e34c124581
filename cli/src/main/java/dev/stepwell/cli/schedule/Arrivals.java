package dev.stepwell.cli.schedule;

import dev.stepwell.local.s3.FolderWatch;
import dev.stepwell.local.service.ServiceException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Looks for new files in the folders of buckets again and again: each second, or less often where a
 * look takes long, so that it takes at most a hundredth of a core.
 */
final class Arrivals {

  private static final System.Logger LOG = System.getLogger(Arrivals.class.getName());

  private static final long SECONDS = 1;
  private static final long SHARE = 100;

  private final FolderWatch watch;
  private long notBefore = Long.MIN_VALUE;
  private boolean failing;

  private Arrivals(FolderWatch watch) {
    this.watch = watch;
  }

  /** Begins; ends with the executor. */
  static void look(FolderWatch watch, ScheduledExecutorService executor) {
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(
            new Arrivals(watch)::look, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  /** What goes wrong is told once, and does not end this: a folder may come back. */
  private void look() {
    long begun = System.nanoTime();
    if (begun < notBefore) {
      return;
    }
    try {
      watch.look();
      failing = false;
    } catch (ServiceException | RuntimeException e) {
      if (!failing) {
        LOG.log(System.Logger.Level.ERROR, "new files in the folders of buckets are not seen", e);
      }
      failing = true;
    }
    notBefore = begun + SHARE * (System.nanoTime() - begun);
  }
}
