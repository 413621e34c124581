package dev.stepwell.dsl.model;

/**
 * How often a loop asks, and for how long. One question of a loop costs nine history events and
 * three billed transitions, so that waits double until they are the longest.
 *
 * @param firstWait seconds before the second question, or before the first one of a loop that waits
 *     first; at least one
 * @param longestWait seconds between two questions at most
 * @param deadlineSeconds after how long the loop gives up
 */
public record Pace(int firstWait, int longestWait, int deadlineSeconds) {

  /** This pace with another deadline. */
  public Pace within(int seconds) {
    return new Pace(firstWait, longestWait, seconds);
  }

  /** How many times the wait doubles before it is the longest. */
  public int doublings() {
    int doublings = 0;
    for (long wait = firstWait; wait < longestWait; wait *= 2) {
      doublings++;
    }
    return doublings;
  }

  /** How many waits fit in before the deadline; at least one. */
  public int limit() {
    int waits = 0;
    for (long waited = 0; waited < deadlineSeconds; waits++) {
      waited += Math.min(longestWait, (long) firstWait << Math.min(waits, 30));
    }
    return Math.max(1, waits);
  }
}
