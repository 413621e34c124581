package dev.stepwell.engine;

import java.time.Instant;
import java.time.InstantSource;

/** Real time plus all that was skipped. */
final class SkippingClock implements EngineClock {

  private final InstantSource real;
  private volatile long skipped;

  SkippingClock(InstantSource real) {
    this.real = real;
  }

  @Override
  public Instant instant() {
    return real.instant().plusMillis(skipped);
  }

  @Override
  public long millis() {
    return real.millis() + skipped;
  }

  // Only the event loop writes.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  @Override
  public long sleepMillis(long until, boolean taskInFlight) {
    if (until == NEVER) {
      return NEVER;
    }
    long ahead = Math.max(0, until - millis());
    if (taskInFlight) {
      return ahead;
    }
    skipped += ahead;
    return 0;
  }
}
