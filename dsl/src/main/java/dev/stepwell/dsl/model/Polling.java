package dev.stepwell.dsl.model;

import java.util.List;

/**
 * How a loop asks whether work that was submitted has ended.
 *
 * @param status the call that asks
 * @param statusPath where its result says the status
 * @param reasonPath where its result says why it failed; may be absent there
 * @param running statuses that mean: ask again
 * @param done statuses that mean: well done
 * @param failed statuses that mean: ended badly
 * @param errors the prefix of the error names of this work, such as {@code Redshift.Statement}
 * @param firstWait seconds before the first question; doubles until {@code longestWait}
 * @param longestWait seconds between two questions at most
 * @param deadlineSeconds after how long the loop gives up
 */
public record Polling(
    Call status,
    List<String> statusPath,
    List<String> reasonPath,
    List<String> running,
    List<String> done,
    List<String> failed,
    String errors,
    int firstWait,
    int longestWait,
    int deadlineSeconds) {

  /** Copies the lists. */
  public Polling {
    statusPath = List.copyOf(statusPath);
    reasonPath = List.copyOf(reasonPath);
    running = List.copyOf(running);
    done = List.copyOf(done);
    failed = List.copyOf(failed);
  }

  /** This loop with another deadline. */
  public Polling within(int seconds) {
    return new Polling(
        status,
        statusPath,
        reasonPath,
        running,
        done,
        failed,
        errors,
        firstWait,
        longestWait,
        seconds);
  }

  /** How often it asks, and for how long. */
  public Pace pace() {
    return new Pace(firstWait, longestWait, deadlineSeconds);
  }

  /** How many questions fit in before the deadline; at least one. */
  public int limit() {
    return pace().limit();
  }
}
