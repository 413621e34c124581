package dev.stepwell.cli.progress;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How far one step of a run is.
 *
 * @param name the author's name of the step
 * @param state whether it is on, done or failed
 * @param elapsed how long it took, or has taken so far
 * @param done finished items, if the step goes through a list
 * @param items length of the list, if the step goes through one
 */
public record StepProgress(
    String name, State state, Duration elapsed, int done, OptionalInt items) {

  /** Where a step is in its life. */
  public enum State {
    /** Begun and not ended. */
    RUNNING,
    /** Ended well. */
    DONE,
    /** Ended with an error. */
    FAILED
  }

  /** A step that does one thing. */
  static StepProgress of(String name, State state, Duration elapsed) {
    return new StepProgress(name, state, elapsed, 0, OptionalInt.empty());
  }

  /** A step that goes through a list. */
  static StepProgress ofItems(String name, State state, Duration elapsed, int done, int items) {
    return new StepProgress(name, state, elapsed, done, OptionalInt.of(items));
  }

  /** Whether the step has ended. */
  public boolean ended() {
    return state != State.RUNNING;
  }

  /** {@code 7/21} for a step that goes through a list, else empty. */
  public String fraction() {
    return items.isPresent() ? done + "/" + items.getAsInt() : "";
  }
}
