package dev.stepwell.dsl.model;

import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
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
   * One call that ends when somebody sends the task's token back, with what they send.
   *
   * @throws IllegalArgumentException if the call does not wait, or hands the token to nobody
   */
  static Request token(Call call, Outputs outputs) {
    if (!call.resource().endsWith(".waitForTaskToken")
        || !call.arguments().leaves().contains(Expr.taskToken())) {
      throw new IllegalArgumentException("nobody can end " + call.resource());
    }
    return new Request(call, outputs);
  }

  /**
   * One call whose listed errors mean that what it should do is done, or need not be done.
   *
   * @param errors the errors that are no failure
   * @param otherwise what the task gives when it ends with one of them; the same parts as outputs
   */
  record Tolerant(Call call, List<String> errors, Expr.Fields otherwise, Outputs outputs)
      implements Work {

    /**
     * Copies the names.
     *
     * @throws IllegalArgumentException if a part would be missing
     */
    public Tolerant {
      errors = List.copyOf(errors);
      if (outputs.root() != null
          || !otherwise.members().stream()
              .map(Expr.Member::name)
              .toList()
              .equals(outputs.named().members().stream().map(Expr.Member::name).toList())) {
        throw new IllegalArgumentException("the same parts both ways: " + otherwise);
      }
    }

    @Override
    public List<Call> calls() {
      return List.of(call);
    }

    @Override
    public List<Expr> uses() {
      return List.of(call.arguments(), otherwise);
    }
  }

  /** Nothing but waiting; no call. */
  record Waiting(Delay delay) implements Work {
    @Override
    public Outputs outputs() {
      return Outputs.of(Expr.fields());
    }

    @Override
    public List<Call> calls() {
      return List.of();
    }

    @Override
    public List<Expr> uses() {
      return List.of(delay.value());
    }
  }

  /**
   * Pokes until a condition holds. What a poke's last call finds is in the terms of its result; the
   * variables that the last poke left are local.
   *
   * @param poke a request, or work that ends with the result of one call
   * @param ready whether the wait is over; what cannot be told does not hold
   * @param failed whether it is in vain; null if that cannot be told
   * @param reason why it is in vain, a text
   * @param notYet errors of the poke that mean: ask again
   * @param memory what a poke leaves for the next one, as local variables
   * @param errors the prefix of the error names, such as {@code S3.Key}: {@code TimedOut} and
   *     {@code Failed} are added
   * @param pace how often; the deadline counts from the end of the first poke
   */
  record Sensor(
      Work poke,
      Expr ready,
      @Nullable Expr failed,
      Expr reason,
      List<String> notYet,
      Expr.Fields memory,
      String errors,
      Pace pace)
      implements Work {

    /**
     * Copies the names.
     *
     * @throws IllegalArgumentException if the poke is of another kind
     */
    public Sensor {
      notYet = List.copyOf(notYet);
      if (!(poke instanceof Request
          || poke instanceof Job
          || poke instanceof Polled
          || poke instanceof Fetched)) {
        throw new IllegalArgumentException("no poke: " + poke.getClass().getSimpleName());
      }
    }

    /** A sensor that nothing makes give up but its deadline, and that has no memory. */
    public static Sensor of(Work poke, Expr ready, List<String> notYet, String errors, Pace pace) {
      return new Sensor(poke, ready, null, Expr.text(""), notYet, Expr.fields(), errors, pace);
    }

    /** This sensor at another pace. */
    public Sensor at(Pace other) {
      return new Sensor(poke, ready, failed, reason, notYet, memory, errors, other);
    }

    @Override
    public Outputs outputs() {
      return poke.outputs();
    }

    @Override
    public List<Call> calls() {
      return poke.calls();
    }

    @Override
    public List<Expr> uses() {
      List<Expr> used = new ArrayList<>(poke.uses());
      used.add(ready);
      if (failed != null) {
        used.add(failed);
      }
      used.add(reason);
      used.add(memory);
      return used;
    }

    /** How many history events one poke and the wait after it take at most, retries left out. */
    public int eventsOfAPoke() {
      int loop = CALL + CHOICE + WAIT;
      if (poke instanceof Job) {
        return loop + CALL + CHOICE;
      } else if (poke instanceof Polled polled) {
        return loop + polled.polling().limit() * (WAIT + CALL + CHOICE);
      } else if (poke instanceof Fetched fetched) {
        return loop + CALL + fetched.polling().limit() * (WAIT + CALL + CHOICE);
      }
      return loop;
    }

    private static final int CALL = 5;
    private static final int CHOICE = 2;
    private static final int WAIT = 2;
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
