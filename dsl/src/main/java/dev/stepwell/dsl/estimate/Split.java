package dev.stepwell.dsl.estimate;

import java.util.OptionalLong;

/**
 * Where to split a machine whose executions can have more than 25,000 history events.
 *
 * @param step where
 * @param way how
 * @param retriesOnly whether this is needed only if tasks fail again and again
 * @param fits for a Map, how many items fit as it stands; empty if even one does not, if retries
 *     decide, or if this is no Map
 */
public record Split(String step, Way way, boolean retriesOnly, OptionalLong fits) {

  /**
   * The most events of an execution. Source: AWS Step Functions Developer Guide, "Quotas": a
   * Standard execution fails when its history would be longer.
   */
  public static final long MOST_EVENTS = 25_000;

  /** How to split. */
  public enum Way {
    /** Make the Map a distributed one: every item has its own history. */
    DISTRIBUTE("make it a distributed map"),
    /** Ask less often, or move the loop into an execution of its own. */
    MOVE_LOOP("poll less often, or run it as an execution of its own"),
    /** Move what is inside the step into executions of their own. */
    MOVE("run what is inside it as executions of their own"),
    /** Begin another execution at the step. */
    CUT("begin another execution with it");

    private final String advice;

    Way(String advice) {
      this.advice = advice;
    }

    /** What to do, as a sentence without a subject. */
    public String advice() {
      return advice;
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("'" + step + "': " + way.advice());
    if (fits.isPresent()) {
      text.append("; as it stands, up to ").append(fits.getAsLong()).append(" items fit");
    }
    return text.append(retriesOnly ? " (only if tasks fail again and again)" : "").toString();
  }
}
