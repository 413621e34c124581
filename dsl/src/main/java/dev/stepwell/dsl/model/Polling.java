package dev.stepwell.dsl.model;

import dev.stepwell.asl.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param cancel the call that tells the work to stop when the loop gives up; null if there is none
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
    int deadlineSeconds,
    @Nullable Call cancel) {

  /** Copies the lists. */
  public Polling {
    running = List.copyOf(running);
    done = List.copyOf(done);
    failed = List.copyOf(failed);
  }

  /** A loop that gives up without telling the work. */
  public Polling(
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
    this(
        status,
        state,
        reason,
        running,
        done,
        failed,
        errors,
        firstWait,
        longestWait,
        deadlineSeconds,
        null);
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
    return at(new Pace(firstWait, longestWait, seconds));
  }

  /** This loop at another pace. */
  public Polling at(Pace pace) {
    return new Polling(
        status,
        state,
        reason,
        running,
        done,
        failed,
        errors,
        pace.firstWait(),
        pace.longestWait(),
        pace.deadlineSeconds(),
        cancel);
  }

  /** This loop with a call that tells the work to stop when the loop gives up. */
  public Polling cancelledBy(Call call) {
    return new Polling(
        status,
        state,
        reason,
        running,
        done,
        failed,
        errors,
        firstWait,
        longestWait,
        deadlineSeconds,
        call);
  }

  /** The calls of the loop, in order. */
  public List<Call> calls() {
    return cancel == null ? List.of(status) : List.of(status, cancel);
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
