package dev.stepwell.dsl.model;

import dev.stepwell.asl.json.Json;
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

  /**
   * Two calls: the second knows what the first one's result has at a path as the local variable
   * {@code run}.
   */
  record Chain(Call first, List<String> handle, Call second, Outputs outputs) implements Work {
    @Override
    public List<Call> calls() {
      return List.of(first, second);
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
   * @param unfinished what is said when the deadline has come, if a poke is less a question than a
   *     part of the work; the error is then {@code Failed}. Null for a wait that was in vain
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
      @Nullable String unfinished,
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
          || poke instanceof Chain
          || poke instanceof Job
          || poke instanceof Polled
          || poke instanceof Fetched)) {
        throw new IllegalArgumentException("no poke: " + poke.getClass().getSimpleName());
      }
    }

    /** A sensor that nothing makes give up but its deadline, and that has no memory. */
    public static Sensor of(Work poke, Expr ready, List<String> notYet, String errors, Pace pace) {
      return new Sensor(
          poke, ready, null, Expr.text(""), notYet, Expr.fields(), null, errors, pace);
    }

    /** This sensor at another pace. */
    public Sensor at(Pace other) {
      return new Sensor(poke, ready, failed, reason, notYet, memory, unfinished, errors, other);
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
      if (poke instanceof Chain) {
        return loop + CALL;
      } else if (poke instanceof Job) {
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
  record Polled(Call submit, Expr handle, @Nullable Known known, Polling polling, Outputs outputs)
      implements Work {

    /** Work that the submission's result names at a fixed place. */
    public Polled(Call submit, List<String> handle, Polling polling, Outputs outputs) {
      this(submit, new Expr.Result(List.copyOf(handle)), null, polling, outputs);
    }

    @Override
    public List<Call> calls() {
      List<Call> calls = new ArrayList<>(List.of(submit));
      calls.addAll(polling.calls());
      return calls;
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
      Call submit, Expr handle, Polling polling, Expr resultId, Call fetch, Outputs outputs)
      implements Work {
    @Override
    public List<Call> calls() {
      List<Call> calls = new ArrayList<>(List.of(submit));
      calls.addAll(polling.calls());
      calls.add(fetch);
      return calls;
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

  /**
   * One call whose result may say that a part of it was refused; the step fails then.
   *
   * @param verdict whether and why
   */
  record Checked(Call call, Verdict verdict, Outputs outputs) implements Work {
    @Override
    public List<Call> calls() {
      return List.of(call);
    }
  }

  /**
   * Looks something up, then makes the same call for every chunk of a list, one after the other.
   * The calls know what was looked up as local variables, and the number of the chunk, from 0, as
   * the one of that name.
   *
   * @param look the call that comes first
   * @param known what is kept of its result, by local name; may be assigned from anything
   * @param chunks how many chunks there are; over the local variables
   * @param most with more chunks than this the step fails
   * @param sums numbers over a result that are added up over all chunks, by local name
   * @param outputs over the local variables
   */
  record Chunked(
      Call look,
      Expr.Fields known,
      Expr chunks,
      int most,
      Call call,
      Verdict verdict,
      Expr.Fields sums,
      Outputs outputs)
      implements Work {
    @Override
    public List<Call> calls() {
      return List.of(look, call);
    }

    @Override
    public List<Expr> uses() {
      return List.of(look.arguments(), known, chunks, call.arguments());
    }
  }

  /**
   * One call, and another one in its place if the first fails with one of these errors.
   *
   * @param otherwiseOutputs what the task gives then
   */
  record Alternative(
      Call call, List<String> errors, Call otherwise, Outputs outputs, Outputs otherwiseOutputs)
      implements Work {
    /** Copies the list. */
    public Alternative {
      errors = List.copyOf(errors);
    }

    @Override
    public List<Call> calls() {
      return List.of(call, otherwise);
    }
  }

  /**
   * A job that is started anew when it has failed in a way that its service calls worth another
   * try, or in one that the author retries. Its token is another one in every try, so that it asks
   * for new work and not for the one that failed.
   *
   * @param worthwhile whether a failure is worth another try; over the local variable {@code cause}
   * @param attempts how often it is run at most
   * @param pauseSeconds between two tries
   * @param handle what the fetching call needs of the job's result; it knows it as the local
   *     variable {@code result}
   * @param fetch what fetches the result; null if the job's own is enough
   */
  record Repeated(
      Job job,
      Expr worthwhile,
      int attempts,
      int pauseSeconds,
      List<String> handle,
      @Nullable Call fetch,
      Outputs outputs)
      implements Work {
    /** Copies the list. */
    public Repeated {
      handle = List.copyOf(handle);
    }

    @Override
    public List<Call> calls() {
      return fetch == null ? List.of(job.call()) : List.of(job.call(), fetch);
    }
  }
}
