package dev.stepwell.engine;

import java.time.Instant;

/** Time as the machine has it. */
final class SystemClock implements EngineClock {

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public long millis() {
    return System.currentTimeMillis();
  }

  @Override
  public long sleepMillis(long until, boolean taskInFlight) {
    return until == NEVER ? NEVER : Math.max(0, until - millis());
  }
}
