package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.expression.EvaluationException;
import dev.stepwell.engine.expression.Scope;
import dev.stepwell.engine.expression.Variables;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A place in a graph that is being run: of the execution itself, of a Parallel's branch or of a
 * Map's iteration. Lives on the event loop.
 */
final class Frame implements Runnable, Supplier<Json>, Variables {

  private static final int STATES_PER_TURN = 512;

  private final Run run;
  private final @Nullable Container container;
  private final int index;
  private final @Nullable MapItem item;
  private long held;
  private JsonObject variables = JsonObject.EMPTY;
  private @Nullable JsonObject assigned;
  private @Nullable Node pending;
  private Node node;
  private Json input;
  private int enteredId;
  private long enteredAt;
  private int last;
  private int decision;
  private int retryCount;
  private int @Nullable [] retries;
  private @Nullable String token;
  private @Nullable Suspension suspension;
  private @Nullable Redrivable inside;
  private boolean scheduled;
  private boolean succeeded;
  private boolean moving;
  private boolean dead;

  Frame(
      Run run,
      @Nullable Container container,
      int index,
      @Nullable MapItem item,
      Node start,
      Json input,
      int last) {
    this.run = run;
    this.container = container;
    this.index = index;
    this.item = item;
    this.node = start;
    this.pending = start;
    this.input = input;
    this.last = last;
  }

  Run execution() {
    return run;
  }

  int index() {
    return index;
  }

  @Nullable MapItem item() {
    return item;
  }

  @Nullable Frame outer() {
    return container == null ? null : container.owner();
  }

  /** Whether this is a part of a Parallel or Map, which takes turns with the other parts. */
  boolean isInside() {
    return container != null;
  }

  Node node() {
    return node;
  }

  /** The raw input of the present state; the output of the graph once it has ended. */
  Json input() {
    return input;
  }

  long enteredAt() {
    return enteredAt;
  }

  int last() {
    return last;
  }

  void last(int event) {
    last = event;
  }

  int retryCount() {
    return retryCount;
  }

  boolean isDead() {
    return dead;
  }

  /** Whether this graph has ended well. */
  boolean hasSucceeded() {
    return succeeded;
  }

  /** Whether the present state has handed work to somebody. */
  boolean isScheduled() {
    return scheduled;
  }

  void scheduled() {
    scheduled = true;
  }

  /** The task token of the present attempt. */
  String token() {
    String known = token;
    if (known == null) {
      known = run.engine().ids().next().toString();
      token = known;
    }
    return known;
  }

  boolean hasToken() {
    return node instanceof TaskNode task && task.usesToken();
  }

  // ---- what expressions see

  Scope scope() {
    return Scope.of(input, this, this, run.engine().sources());
  }

  @Override
  public Json get() {
    return ContextObject.of(this, null);
  }

  @Override
  public @Nullable Json get(String name) {
    Json value = variables.get(name);
    if (value != null || container == null) {
      return value;
    }
    return container.owner().get(name);
  }

  JsonObject variables() {
    return variables;
  }

  /** Sets variables before the first state. */
  void begin(JsonObject values) {
    variables = values;
    held = growth(values, JsonObject.EMPTY);
    run.holdVariables(held);
  }

  /** Leaves variables to be set when the state exits. */
  void assign(JsonObject values) {
    assigned = values;
  }

  // ---- moving

  /** Goes on, on the loop. */
  @Override
  public void run() {
    resume(null);
  }

  /**
   * Does something for the present state, then goes on as far as possible. While this frame is at
   * work already, it goes on by itself afterwards.
   */
  void resume(@Nullable Runnable first) {
    if (dead) {
      return;
    }
    if (moving && first != null) {
      attempt(first);
      return;
    }
    moving = true;
    try {
      if (first != null) {
        attempt(first);
      }
      int budget = container == null ? STATES_PER_TURN : 1;
      while (pending != null && !dead) {
        if (budget-- == 0) {
          run.loop().post(this);
          return;
        }
        Node next = pending;
        pending = null;
        enter(next);
      }
    } catch (HistoryFullException full) {
      run.fail(Failure.fatal(HistoryFullException.CAUSE), run.events());
    } catch (RuntimeException | StackOverflowError bug) {
      run.engine().reportBug(run, node.name(), bug);
      run.fail(Failure.fatal("The engine failed in state '" + node.name() + "': " + bug), last);
    } finally {
      moving = false;
    }
  }

  private void attempt(Runnable work) {
    try {
      work.run();
    } catch (EvaluationException e) {
      fail(evaluationFailure(e));
    }
  }

  private void enter(Node next) {
    if (run.stateMachine().executions().isDeleting()) {
      run.stop(null, null);
      return;
    }
    node = next;
    enteredAt = run.now();
    retryCount = 0;
    retries = null;
    token = null;
    assigned = null;
    scheduled = false;
    inside = null;
    decision = last;
    enteredId = record(next.entered(), new EventDetails.StateEntered(next.name(), input));
    try {
      next.run(this);
    } catch (EvaluationException e) {
      fail(evaluationFailure(e));
    }
  }

  /** Leaves the present state. */
  void exit(@Nullable Node next, Json output) {
    suspension = null;
    JsonObject values = assigned;
    long more = growth(values, variables);
    if (output.size() > Failure.MOST_BYTES
        || (values != null && values.size() > Failure.MOST_BYTES)
        || run.heldVariables() + more > Failure.MOST_VARIABLE_BYTES) {
      end(Failure.tooLarge(node.name(), Failure.Origin.LIMIT));
      return;
    }
    EventType exited = node.exited();
    if (exited != null) {
      record(exited, new EventDetails.StateExited(node.name(), output, values));
    }
    if (values != null) {
      held += more;
      run.holdVariables(more);
      set(values);
    }
    input = output;
    inside = null;
    if (next != null) {
      pending = next;
    } else {
      succeeded = true;
      dead = true;
      release();
      if (container == null) {
        run.succeed(output, last);
      } else {
        container.succeeded(this);
      }
    }
  }

  /** By how many bytes the variables that are to be set exceed those that they replace. */
  private static long growth(@Nullable JsonObject values, JsonObject known) {
    if (values == null) {
      return 0;
    }
    long bytes = 0;
    for (int i = 0; i < values.length(); i++) {
      Json before = known.get(values.nameAt(i));
      bytes += values.valueAt(i).size() - (before == null ? 0L : before.size());
    }
    return bytes;
  }

  /** Lets go of the variables of a graph that has ended. */
  private void release() {
    run.holdVariables(-held);
    held = 0;
  }

  private void set(JsonObject values) {
    JsonObject all = variables;
    for (int i = 0; i < values.length(); i++) {
      all = all.with(values.nameAt(i), values.valueAt(i));
    }
    variables = all;
    assigned = null;
  }

  /** Waits for a moment in milliseconds since 1970. */
  void sleepUntil(long moment, Runnable then) {
    Timers.Timer timer = run.loop().at(moment, () -> wake(then));
    suspension = () -> run.loop().cancel(timer);
  }

  private void wake(Runnable then) {
    suspension = null;
    resume(
        () -> {
          decide();
          then.run();
        });
  }

  /** Waits for something that will resume this frame. */
  void suspend(Suspension until) {
    suspension = until;
    inside = until instanceof Redrivable redrivable ? redrivable : null;
  }

  /** Tries the present state again. */
  void again(WorkNode work) {
    retryCount++;
    token = null;
    assigned = null;
    work.attempt(this);
  }

  /**
   * Goes on where this ended badly or was cut off: with the same input, from its present state.
   *
   * @param cause the event that what follows refers to
   */
  void redrive(int cause) {
    dead = false;
    release();
    held = growth(variables, JsonObject.EMPTY);
    run.holdVariables(held);
    last = cause;
    decision = cause;
    retryCount = 0;
    retries = null;
    token = null;
    assigned = null;
    scheduled = false;
    suspension = null;
    Redrivable stopped = inside;
    if (pending != null) {
      run.loop().post(this);
    } else if (stopped != null) {
      resume(() -> stopped.redrive(cause));
    } else {
      resume(() -> node.run(this));
    }
  }

  int retriesBy(int rule) {
    return retries == null ? 0 : retries[rule];
  }

  int countRetry(int rule, int rules) {
    if (retries == null) {
      retries = new int[rules];
    }
    return ++retries[rule];
  }

  // ---- history

  /** Writes an event that follows the last one of this frame. */
  int record(EventType type, @Nullable EventDetails details) {
    last = run.record(type, last, details);
    return last;
  }

  /** Says that what follows is decided now, after the last event. */
  void decide() {
    decision = last;
  }

  // ---- failing

  /** What a failed expression means; writes EvaluationFailed for JSONata. */
  Failure evaluationFailure(EvaluationException e) {
    String cause = stateSentence() + e.cause();
    if (e.error().equals(Failure.RUNTIME)) {
      return Failure.fatal(cause);
    }
    if (e.error().equals(EvaluationException.QUERY)) {
      return queryFailure(cause, e.location());
    }
    return Failure.of(e.error(), cause);
  }

  /** Fails the present state because of what its expressions gave. */
  void failQuery(String cause) {
    fail(queryFailure(stateSentence() + cause, null));
  }

  private Failure queryFailure(String cause, @Nullable String location) {
    boolean newer = run.engine().behaviour().evaluationFailedPointsAtEntered();
    last =
        run.record(
            EventType.EVALUATION_FAILED,
            newer ? last : decision,
            new EventDetails.Evaluation(EvaluationException.QUERY, cause, location, node.name()));
    return Failure.of(EvaluationException.QUERY, cause);
  }

  private String stateSentence() {
    if (run.isolation() != null) {
      return "";
    }
    return "An error occurred while executing the state '"
        + node.name()
        + "' (entered at the event id #"
        + enteredId
        + "). ";
  }

  /** Ends the execution: the definition does not fit its data. */
  void failFatally(String cause) {
    fail(Failure.fatal(stateSentence() + cause));
  }

  /** Fails the present state: retried, caught, or the end of this graph. */
  void fail(Failure failure) {
    suspension = null;
    if (failure.isFatal()) {
      dead = true;
      release();
      run.fail(failure, last);
    } else if (!(node instanceof WorkNode work && work.recover(this, failure))) {
      end(failure);
    }
  }

  /** Ends this graph with a failure. */
  void end(Failure failure) {
    dead = true;
    release();
    if (container == null) {
      run.fail(failure, last);
    } else {
      container.failed(this, failure);
    }
  }

  /** Stops without a word. */
  void kill() {
    dead = true;
    release();
    if (suspension != null) {
      suspension.cancel();
      suspension = null;
    }
  }

  /** Stops and writes so; the event that is to blame is given. */
  void abort(int cause) {
    if (suspension != null) {
      suspension.abortInside(cause);
    }
    EventType aborted = node.aborted();
    if (aborted != null && pending == null) {
      run.record(aborted, cause, null);
    }
    kill();
  }
}
