package dev.stepwell.engine;

import java.time.Duration;

/**
 * How long executions that have ended are kept, for each name of a state machine.
 *
 * @param age how long at most; their names are free again afterwards
 * @param executions how many at most, the children of Map Runs included; the oldest go first
 */
public record Retention(Duration age, int executions) {

  /** AWS's 90 days, and as many executions as fit into some memory. */
  public static final Retention DEFAULT = new Retention(Duration.ofDays(90), 10_000);

  /** Refuses limits that keep nothing. */
  public Retention {
    if (age.isNegative() || executions < 1) {
      throw new IllegalArgumentException(
          "a retention of "
              + executions
              + " executions and "
              + age
              + " keeps nothing; give at least 1 and no negative age");
    }
  }
}
