package dev.stepwell.engine;

import static java.lang.System.Logger.Level.ERROR;

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

  private static final System.Logger LOG = System.getLogger(Frame.class.getName());
  private static final int STATES_PER_TURN = 512;

  private final Run run;
  private final @Nullable Container container;
  private final int index;
  private final int number;
  private final @Nullable MapItem item;
  private final FrameVariables variables;
  private final Retries retries = new Retries();
  private @Nullable Node pending;
  private Node node;
  private Json input;
  private int enteredId;
  private long enteredAt;
  private int last;
  private int decision;
  private @Nullable String token;
  private @Nullable Suspension suspension;
  private @Nullable Redrivable inside;
  private @Nullable Standing standing;
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
    this.number = run.nextFrame();
    this.item = item;
    this.variables = new FrameVariables(run);
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

  /** The number among the execution's frames, by which records know it. */
  int number() {
    return number;
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

  /** The event by which the present state was entered. */
  int enteredId() {
    return enteredId;
  }

  /** The event after which what happens now was decided. */
  int decision() {
    return decision;
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

  Retries retries() {
    return retries;
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
    return variables.values();
  }

  /** Sets variables before the first state. */
  void begin(JsonObject values) {
    variables.begin(values);
  }

  /** Leaves variables to be set when the state exits. */
  void assign(JsonObject values) {
    variables.assign(values);
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
      LOG.log(ERROR, "state '" + node.name() + "' of " + run.arn() + " failed in the engine", bug);
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
    retries.clear();
    token = null;
    variables.assign(null);
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
    if (output.size() > Failure.MOST_BYTES || variables.isTooMuch()) {
      end(Failure.tooLarge(node.name(), Failure.Origin.LIMIT));
      return;
    }
    EventType exited = node.exited();
    if (exited != null) {
      record(exited, new EventDetails.StateExited(node.name(), output, variables.assigned()));
    }
    run.records().moved(number, next == null ? RunRecords.NONE : next.index());
    move(next, output);
    if (!succeeded) {
      return;
    }
    if (container == null) {
      run.succeed(output, last);
    } else {
      container.succeeded(this);
    }
  }

  private void move(@Nullable Node next, Json output) {
    variables.set();
    input = output;
    inside = null;
    if (next != null) {
      pending = next;
    } else {
      succeeded = true;
      dead = true;
      variables.release();
    }
  }

  /**
   * Waits for a moment in milliseconds since 1970.
   *
   * @param longest how many milliseconds that may take whatever the clock does; {@link
   *     Timers#UNLIMITED} if the moment itself is meant
   */
  void sleepUntil(long moment, long longest, Runnable then) {
    Timers.Timer timer = run.loop().at(moment, longest, () -> wake(then));
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
    retries.again();
    token = null;
    variables.assign(null);
    work.attempt(this);
  }

  /**
   * Goes on where this ended badly or was cut off: with the same input, from its present state.
   *
   * @param cause the event that what follows refers to
   */
  void redrive(int cause) {
    run.records().revived(number, cause);
    revive(cause);
    Redrivable stopped = inside;
    if (pending != null) {
      run.loop().post(this);
    } else if (stopped != null) {
      resume(() -> stopped.redrive(cause));
    } else {
      resume(() -> node.run(this));
    }
  }

  /** Is alive again, and has neither tried nor waited. */
  void revive(int cause) {
    dead = false;
    variables.hold();
    last = cause;
    decision = cause;
    retries.clear();
    token = null;
    variables.assign(null);
    scheduled = false;
    suspension = null;
  }

  // ---- history

  /** Writes an event that follows the last one of this frame. */
  int record(EventType type, @Nullable EventDetails details) {
    last = run.record(this, type, last, details);
    return last;
  }

  /** Says that what follows is decided now, after the last event. */
  void decide() {
    decision = last;
  }

  // ---- failing

  /** What a failed expression means; writes EvaluationFailed for JSONata. */
  Failure evaluationFailure(EvaluationException e) {
    return EvaluationFailures.failure(this, e);
  }

  /** Fails the present state because of what its expressions gave. */
  void failQuery(String cause) {
    fail(EvaluationFailures.query(this, cause));
  }

  /** Ends the execution: the definition does not fit its data. */
  void failFatally(String cause) {
    fail(Failure.fatal(EvaluationFailures.where(this) + cause));
  }

  /** Fails the present state: retried, caught, or the end of this graph. */
  void fail(Failure failure) {
    suspension = null;
    if (failure.isFatal()) {
      dead = true;
      variables.release();
      run.fail(failure, last);
    } else if (!(node instanceof WorkNode work && work.recover(this, failure))) {
      end(failure);
    }
  }

  /** Ends this graph with a failure. */
  void end(Failure failure) {
    dead = true;
    variables.release();
    if (container == null) {
      run.fail(failure, last);
    } else {
      container.failed(this, failure);
    }
  }

  /** Stops without a word. */
  void kill() {
    dead = true;
    variables.release();
    if (suspension != null) {
      suspension.cancel();
      suspension = null;
    } else if (standing != null && inside instanceof Suspension still) {
      // Another process had begun it, and it has not gone on here.
      still.cancel();
    }
  }

  /** Stops and writes so; the event that is to blame is given. */
  void abort(int cause) {
    if (suspension != null) {
      suspension.abortInside(cause);
    }
    EventType aborted = node.aborted();
    if (aborted != null && pending == null) {
      run.record(null, aborted, cause, null);
    }
    kill();
  }

  // ---- being restored from records

  /** What this frame is to go on with, as its records say. */
  Standing standing() {
    Standing known = standing;
    if (known == null) {
      known = new Standing(this);
      standing = known;
    }
    return known;
  }

  /** Is in a state as if it had been entered. */
  void restoreEntered(Node state, Json itsInput, int event, long at) {
    node = state;
    pending = null;
    input = itsInput;
    enteredId = event;
    enteredAt = at;
    retries.clear();
    token = null;
    scheduled = false;
    inside = null;
  }

  /** Is about to go on as if its state had been left. */
  void restoreMoved(@Nullable Node next, Json output, @Nullable JsonObject assigned) {
    variables.assign(assigned);
    move(next, output);
  }

  /** Has drawn a token, or with null none yet. */
  void restoreToken(@Nullable String known) {
    token = known;
  }

  /** Has a Parallel or Map at work. */
  void restoreInside(Redrivable work) {
    inside = work;
    scheduled = true;
  }

  @Nullable Redrivable inside() {
    return inside;
  }

  /** Whether it is about to enter a state. */
  boolean isAboutToMove() {
    return pending != null;
  }

  void forgetStanding() {
    standing = null;
  }
}
