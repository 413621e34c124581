package dev.stepwell.dsl.model;

import dev.stepwell.asl.json.Json;
import java.util.List;

/**
 * How a loop asks whether work that was submitted has ended.
 *
 * @param status the call that asks
 * @param state the status, in terms of its result; may name the submitted work, {@code run}
 * @param reason why it failed, in the same terms; an empty text where that is not said
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
    Expr state,
    Expr reason,
    List<String> running,
    List<String> done,
    List<String> failed,
    String errors,
    int firstWait,
    int longestWait,
    int deadlineSeconds) {

  /** Copies the lists. */
  public Polling {
    running = List.copyOf(running);
    done = List.copyOf(done);
    failed = List.copyOf(failed);
  }

  /**
   * A loop whose question finds what it looks for at fixed places.
   *
   * @param statusPath where the result says the status
   * @param reasonPath where the result says why it failed; may be absent there
   */
  public Polling(
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
    this(
        status,
        new Expr.Result(List.copyOf(statusPath)),
        Expr.resultOr(Json.of(""), reasonPath.toArray(new String[0])),
        running,
        done,
        failed,
        errors,
        firstWait,
        longestWait,
        deadlineSeconds);
  }

  /** What the state that asks calls the status in its own output. */
  public String shownAs() {
    return state instanceof Expr.Result at ? at.path().get(at.path().size() - 1) : "Status";
  }

  /** This loop with another deadline. */
  public Polling within(int seconds) {
    return new Polling(
        status, state, reason, running, done, failed, errors, firstWait, longestWait, seconds);
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
