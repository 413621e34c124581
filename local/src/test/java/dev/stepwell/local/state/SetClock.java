package dev.stepwell.local.state;

import dev.stepwell.local.service.TaskCalls;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves; it begins at the time of {@link TaskCalls}. */
public final class SetClock implements InstantSource {

  private volatile Instant now = TaskCalls.NOW;

  @Override
  public Instant instant() {
    return now;
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    now = now.plus(time);
  }
}
