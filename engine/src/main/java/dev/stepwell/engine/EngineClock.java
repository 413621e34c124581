package dev.stepwell.engine;

import java.time.InstantSource;

/** The engine's time: what it is, and how it passes while there is nothing to do. */
public interface EngineClock extends InstantSource {

  /** No timer is set. */
  long NEVER = Long.MAX_VALUE;

  /**
   * How long the engine really sleeps when nothing can run before a moment. A clock that jumps
   * moves itself and answers 0. Called on the event loop only.
   *
   * @param until the next timer's moment in milliseconds since 1970, or {@link #NEVER}
   * @param taskInFlight whether a handler still has to answer
   * @return milliseconds; {@link #NEVER} to sleep until woken; 0 to look at once
   */
  long sleepMillis(long until, boolean taskInFlight);

  /** Tells the clock how to wake the engine when time is moved by hand. */
  default void onMove(Runnable wake) {}

  /** The time of the machine. */
  static EngineClock system() {
    return new SystemClock();
  }

  /**
   * The time of the machine, but jumping to the next timer when no task is in flight and nothing
   * can run: waits and retries cost nothing, work takes what it takes.
   */
  static EngineClock skipping() {
    return new SkippingClock(InstantSource.system());
  }
}
