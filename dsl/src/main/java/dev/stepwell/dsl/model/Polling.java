package dev.stepwell.dsl.model;

import dev.stepwell.asl.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param told status and reason where they are more than a member of the result; null where the
 *     paths are enough
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
    int deadlineSeconds,
    @Nullable Told told) {

  /**
   * A status and a reason that must be computed.
   *
   * @param status a text over the result, one of the words above
   * @param reason a text over the result
   */
  public record Told(Expr status, Expr reason) {}

  /** A loop whose paths say all. */
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
        statusPath,
        reasonPath,
        running,
        done,
        failed,
        errors,
        firstWait,
        longestWait,
        deadlineSeconds,
        null);
  }

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
        seconds,
        told);
  }

  /** The status, over the result. */
  public Expr stated() {
    return told == null ? new Expr.Result(statusPath) : told.status();
  }

  /** Why it failed, over the result; empty where the result does not say. */
  public Expr reason() {
    return told == null
        ? Expr.resultOr(Json.of(""), reasonPath.toArray(new String[0]))
        : told.reason();
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
