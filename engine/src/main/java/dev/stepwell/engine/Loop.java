package dev.stepwell.engine;

import static java.lang.System.Logger.Level.ERROR;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The one thread that all executions of an engine run on. */
final class Loop implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Loop.class.getName());
  private static final int BATCH = 64;

  private final EngineClock clock;
  private final Thread thread;
  private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
  private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private final List<CompletableFuture<Void>> settling = new ArrayList<>();
  private final Timers timers = new Timers();
  private volatile boolean asleep;
  private volatile boolean closed;
  private long now;
  private int inFlight;

  Loop(EngineClock clock) {
    this.clock = clock;
    this.now = clock.millis();
    this.thread = new Thread(this::turn, "stepwell-engine");
    thread.setDaemon(true);
    clock.onMove(this::wake);
  }

  void start() {
    thread.start();
  }

  boolean isHere() {
    return Thread.currentThread() == thread;
  }

  boolean isClosed() {
    return closed;
  }

  /** Has the action run on the loop, after all that is waiting. From any thread. */
  void post(Runnable action) {
    if (isHere()) {
      ready.add(action);
      return;
    }
    posted.add(action);
    if (asleep) {
      wake();
    }
  }

  private void wake() {
    LockSupport.unpark(thread);
  }

  /** The time in milliseconds since 1970 when the clock was last looked at. On the loop only. */
  long now() {
    return now;
  }

  /** Looks at the clock, within a turn. On the loop only. */
  void look() {
    now = clock.millis();
  }

  /** Sets a timer. On the loop only. */
  Timers.Timer at(long millis, Runnable action) {
    return timers.set(millis, action);
  }

  /** Forgets a timer. On the loop only. */
  void cancel(Timers.@Nullable Timer timer) {
    if (timer != null) {
      timers.cancel(timer);
    }
  }

  /** Counts tasks that a handler has still to answer. On the loop only. */
  void inFlight(int more) {
    inFlight += more;
  }

  /** Completes when nothing can run at the present time. */
  CompletableFuture<Void> settled() {
    CompletableFuture<Void> future = new CompletableFuture<>();
    post(() -> settling.add(future));
    return future;
  }

  private void turn() {
    while (!closed) {
      takePosted();
      now = clock.millis();
      Runnable due = timers.due(now);
      while (due != null) {
        run(due);
        due = timers.due(now);
      }
      for (int i = 0; i < BATCH && !ready.isEmpty(); i++) {
        run(ready.remove());
      }
      if (ready.isEmpty() && posted.isEmpty()) {
        rest();
      }
    }
  }

  private void takePosted() {
    Runnable action = posted.poll();
    while (action != null) {
      ready.add(action);
      action = posted.poll();
    }
  }

  private void rest() {
    long sleep = clock.sleepMillis(timers.next(), inFlight > 0);
    if (sleep == 0) {
      return;
    }
    settling.forEach(future -> future.complete(null));
    settling.clear();
    asleep = true;
    if (posted.isEmpty() && !closed) {
      if (sleep == EngineClock.NEVER) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(sleep));
      }
    }
    asleep = false;
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | StackOverflowError bug) {
      LOG.log(ERROR, "an action of the event loop failed", bug);
    }
  }

  @Override
  public void close() {
    closed = true;
    wake();
  }
}
