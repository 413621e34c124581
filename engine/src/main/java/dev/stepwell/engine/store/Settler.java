package dev.stepwell.engine.store;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import dev.stepwell.engine.store.Segments.Segment;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The thread that moves finished files of the journal into the base while the store is written to.
 * If it cannot, the files stay, and it tries again with the next one or after a while.
 */
final class Settler implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Settler.class.getName());
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Settling settling;
  private final Thread thread = new Thread(this::run, "stepwell-store");
  private final Queue<Segment> finished = new ArrayDeque<>();
  private int added;
  private boolean closed;
  private boolean failing;
  private volatile long settled;

  Settler(Settling settling, long settled) {
    this.settling = settling;
    this.settled = settled;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  long settled() {
    return settled;
  }

  synchronized void add(Segment segment) {
    finished.add(segment);
    added++;
    notifyAll();
  }

  private void run() {
    try {
      @Nullable Segment segment = next();
      while (segment != null) {
        settle(segment);
        segment = next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The oldest file once it is its turn; null if the store is closed. */
  private synchronized @Nullable Segment next() throws InterruptedException {
    int known = added;
    long until = System.nanoTime() + RETRY_NANOS;
    while (failing && !closed && added == known && System.nanoTime() - until < 0) {
      TimeUnit.NANOSECONDS.timedWait(this, until - System.nanoTime());
    }
    while (!closed && finished.isEmpty()) {
      wait();
    }
    return closed ? null : finished.peek();
  }

  private void settle(Segment segment) {
    try {
      settled = settling.settle(segment);
      if (failing) {
        LOG.log(INFO, "{0} was taken over at last", segment.name());
      }
      done();
    } catch (IOException | RuntimeException e) {
      if (!failing) {
        LOG.log(
            ERROR,
            "%s cannot be taken over into %s yet. Nothing is lost: it stays, and is tried again. Until then the journal grows."
                .formatted(segment.name(), Sql.FILE),
            e);
      }
      failing = true;
    }
  }

  private synchronized void done() {
    failing = false;
    finished.remove();
  }

  /** Waits for the file that is being taken over; leaves the others. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
