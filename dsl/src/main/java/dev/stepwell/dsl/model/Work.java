package dev.stepwell.dsl.model;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a task needs done; each kind expands into states of its own. */
public sealed interface Work {

  /** What the task gives. */
  Outputs outputs();

  /** The calls it makes, in order. */
  List<Call> calls();

  /** All expressions it uses. */
  default List<Expr> uses() {
    return calls().stream().<Expr>map(Call::arguments).toList();
  }

  /** One call, done when it returns. */
  record Request(Call call, Outputs outputs) implements Work {
    @Override
    public List<Call> calls() {
      return List.of(call);
    }
  }

  /**
   * States as somebody wrote them.
   *
   * @param graph {@code StartAt} and {@code States}, in JSONata
   * @param arguments the input of its first state
   */
  record Fragment(JsonObject graph, Expr.Fields arguments, Outputs outputs) implements Work {
    @Override
    public List<Call> calls() {
      return List.of();
    }

    @Override
    public List<Expr> uses() {
      return List.of(arguments);
    }
  }

  /**
   * One call that waits for a job and then says how it ended.
   *
   * @param status the status, in terms of the result
   * @param reason why it failed, in the same terms; an empty text where that is not said
   */
  record Job(
      Call call,
      Expr status,
      Expr reason,
      List<String> done,
      List<String> failed,
      String errors,
      Outputs outputs)
      implements Work {

    /**
     * A job that says how it ended at fixed places.
     *
     * @param statusPath where the result says the status
     * @param reasonPath where the result says why it failed; may be absent there
     */
    public Job(
        Call call,
        List<String> statusPath,
        List<String> reasonPath,
        List<String> done,
        List<String> failed,
        String errors,
        Outputs outputs) {
      this(
          call,
          new Expr.Result(List.copyOf(statusPath)),
          Expr.resultOr(Json.of(""), reasonPath.toArray(new String[0])),
          done,
          failed,
          errors,
          outputs);
    }

    @Override
    public List<Call> calls() {
      return List.of(call);
    }
  }

  /**
   * Submit, then ask until it has ended. The loop knows the submitted work as the local variable
   * {@code run}.
   *
   * @param handle the name of the work, in terms of the submission's result
   * @param known what says that an earlier try got through; null if nothing does
   */
  record Polled(
      Call submit, Expr handle, @Nullable Known known, Polling polling, Outputs outputs)
      implements Work {

    /** Work that the submission's result names at a fixed place. */
    public Polled(Call submit, List<String> handle, Polling polling, Outputs outputs) {
      this(submit, new Expr.Result(List.copyOf(handle)), null, polling, outputs);
    }

    @Override
    public List<Call> calls() {
      return List.of(submit, polling.status());
    }
  }

  /**
   * A submission that was refused because an earlier try of this very submission got through.
   *
   * @param error what it is refused with
   * @param run the name of the work
   */
  record Known(String error, Expr run) {}

  /**
   * Submit, ask until it has ended, then fetch the result. The fetching call knows what the last
   * question found at {@code resultPath} as the local variable {@code result}.
   */
  record Fetched(
      Call submit, List<String> handle, Polling polling, Expr resultId, Call fetch, Outputs outputs)
      implements Work {
    @Override
    public List<Call> calls() {
      return List.of(submit, polling.status(), fetch);
    }
  }

  /**
   * Something that has one run at a time and no name for it: look, start when free, and ask until
   * the run that it reports has another start time than before.
   *
   * @param started when the last run started, in terms of the question's result; an empty text if
   *     there was none
   * @param ended how the last run ended, in the same terms
   * @param free the status that means that nothing runs
   * @param busy the error that means that somebody else started it first; empty if no error means
   *     just that
   */
  record Exclusive(
      Call start,
      Polling polling,
      Expr started,
      Expr ended,
      String free,
      String busy,
      Outputs outputs)
      implements Work {

    /**
     * Something that tells of its last run at fixed places, which may be absent.
     *
     * @param startedPath where the question's result says when the last run started
     * @param endedPath where it says how the last run ended
     */
    public Exclusive(
        Call start,
        Polling polling,
        List<String> startedPath,
        List<String> endedPath,
        String free,
        String busy,
        Outputs outputs) {
      this(
          start,
          polling,
          Expr.resultOr(Json.of(""), startedPath.toArray(new String[0])),
          Expr.resultOr(Json.of(""), endedPath.toArray(new String[0])),
          free,
          busy,
          outputs);
    }

    @Override
    public List<Call> calls() {
      return List.of(polling.status(), start);
    }
  }
}
