package dev.stepwell.dsl.model;

import dev.stepwell.asl.json.JsonObject;
import java.util.List;

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
   * @param statusPath where the result says the status
   * @param reasonPath where the result says why it failed; may be absent there
   */
  record Job(
      Call call,
      List<String> statusPath,
      List<String> reasonPath,
      List<String> done,
      List<String> failed,
      String errors,
      Outputs outputs)
      implements Work {
    @Override
    public List<Call> calls() {
      return List.of(call);
    }
  }

  /**
   * Submit, then ask until it has ended. The loop knows the submitted work as the local variable
   * {@code run}.
   *
   * @param handle where the submission's result names the work
   */
  record Polled(Call submit, List<String> handle, Polling polling, Outputs outputs)
      implements Work {
    @Override
    public List<Call> calls() {
      return List.of(submit, polling.status());
    }
  }

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
   * @param startedPath where the question's result says when the last run started
   * @param endedPath where it says how the last run ended
   * @param free the status that means that nothing runs
   * @param busy the error that means that somebody else started it first
   */
  record Exclusive(
      Call start,
      Polling polling,
      List<String> startedPath,
      List<String> endedPath,
      String free,
      String busy,
      Outputs outputs)
      implements Work {
    @Override
    public List<Call> calls() {
      return List.of(polling.status(), start);
    }
  }
}
