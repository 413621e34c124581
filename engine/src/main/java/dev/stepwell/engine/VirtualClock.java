package dev.stepwell.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Time that does not pass by itself. {@link #jumping} goes to the next timer as soon as nothing can
 * run, also past tasks that have not answered (so handlers must answer at once or never); {@link
 * #still} moves only by {@link #advance}. Thread-safe.
 */
public final class VirtualClock implements EngineClock {

  private final boolean jumps;
  private final List<Runnable> wakes = new CopyOnWriteArrayList<>();
  private Instant now;

  private VirtualClock(Instant start, boolean jumps) {
    this.now = start;
    this.jumps = jumps;
  }

  /** A clock that jumps to the next timer. */
  public static VirtualClock jumping(Instant start) {
    return new VirtualClock(start, true);
  }

  /** A clock that is moved by hand. */
  public static VirtualClock still(Instant start) {
    return new VirtualClock(start, false);
  }

  /** Lets time pass. */
  public void advance(Duration time) {
    synchronized (this) {
      now = now.plus(time);
    }
    wakes.forEach(Runnable::run);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized long sleepMillis(long until, boolean taskInFlight) {
    long millis = now.toEpochMilli();
    if (until <= millis) {
      return 0;
    }
    if (!jumps || until == NEVER) {
      return NEVER;
    }
    now = Instant.ofEpochMilli(until);
    return 0;
  }

  @Override
  public void onMove(Runnable wake) {
    wakes.add(wake);
  }
}
