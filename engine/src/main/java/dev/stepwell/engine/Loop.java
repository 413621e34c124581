package dev.stepwell.engine;

import static java.lang.System.Logger.Level.ERROR;

import dev.stepwell.engine.store.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The one thread that all executions of an engine run on. */
final class Loop implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Loop.class.getName());
  private static final int BATCH = 64;
  private static final long NEXT_TRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final EngineClock clock;
  private final Thread thread;
  private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
  private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private final List<CompletableFuture<Void>> settling = new ArrayList<>();
  private final Timers timers = new Timers();
  private final Outbox outbox;
  private volatile boolean asleep;
  private volatile boolean closed;
  private long now;
  private int inFlight;

  Loop(EngineClock clock, Outbox outbox) {
    this.outbox = outbox;
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

  /**
   * Has an action run as soon as all that was written down before it is on stable storage; without
   * a store at once. On the loop only.
   */
  void release(Runnable action) {
    outbox.release(action);
  }

  /** Whether what happens is written down. */
  boolean isDurable() {
    return outbox.isDurable();
  }

  /**
   * Refuses what would have to wait for the store to be written again.
   *
   * @throws StoreException why it cannot be written
   */
  void checkTrouble() {
    StoreException trouble = outbox.trouble();
    if (trouble != null) {
      throw new StoreException(String.valueOf(trouble.getMessage()), trouble);
    }
  }

  /** Has something written down, in turn. */
  void write(Runnable writing) {
    if (isHere()) {
      writing.run();
    } else {
      post(writing);
    }
  }

  /** Returns when all that was to be written is on stable storage; on the loop at once. */
  void awaitWritten() {
    if (isDurable() && !isHere()) {
      CompletableFuture<Boolean> answer = new CompletableFuture<>();
      post(() -> release(() -> answer.complete(true)));
      await(answer);
    }
  }

  /**
   * Waits, outside the loop, for what the loop will answer.
   *
   * @throws IllegalStateException if the loop ends before it answers
   */
  <T> T await(CompletableFuture<T> answer) {
    while (true) {
      try {
        return answer.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        if (!thread.isAlive() && !answer.isDone()) {
          throw new IllegalStateException("the engine was closed before it could answer", e);
        }
      } catch (ExecutionException e) {
        throw new CompletionException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted while waiting for the engine");
      }
    }
  }

  /** Looks at the clock, within a turn. On the loop only. */
  void look() {
    long time = clock.millis();
    if (time < now) {
      timers.clockWentBack(now - time);
    }
    now = time;
  }

  /**
   * Sets a timer. On the loop only.
   *
   * @param longest how many milliseconds it may take whatever the clock does, or {@link
   *     Timers#UNLIMITED}
   */
  Timers.Timer at(long millis, long longest, Runnable action) {
    long latest = longest == Timers.UNLIMITED ? millis : Math.min(millis, now + longest);
    return timers.set(latest, longest, action);
  }

  /** Sets a timer for a time from now on in milliseconds. On the loop only. */
  Timers.Timer after(long millis, Runnable action) {
    return at(now + millis, millis, action);
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
      look();
      Runnable due = timers.due(now);
      while (due != null) {
        run(due);
        due = timers.due(now);
      }
      for (int i = 0; i < BATCH && !ready.isEmpty(); i++) {
        run(ready.remove());
      }
      boolean idle = ready.isEmpty() && posted.isEmpty();
      if (idle ? outbox.isBehind() : outbox.isDue()) {
        commit();
      } else if (idle) {
        rest();
      }
    }
    if (outbox.isBehind()) {
      outbox.commit();
    }
  }

  private void commit() {
    while (!outbox.commit() && !closed) {
      LockSupport.parkNanos(this, NEXT_TRY_NANOS);
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

  static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | StackOverflowError bug) {
      LOG.log(ERROR, "an action of the event loop failed", bug);
    }
  }

  /** Ends the loop; all that was written down is on stable storage when this returns. */
  @Override
  public void close() {
    closed = true;
    wake();
    if (!isHere() && thread.isAlive()) {
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
}
