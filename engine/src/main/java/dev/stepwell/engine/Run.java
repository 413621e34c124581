package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One execution. Its state changes on the event loop only. */
final class Run implements Execution {

  private final StateMachineHandle machine;
  private final long number;
  private final String name;
  private final @Nullable String expressId;
  private final Json input;
  private final long startedAt;
  private final @Nullable ChildPlace child;
  private final HistoryLog history;
  private final OwnMapRuns mapRuns = new OwnMapRuns();
  private RunRecords records = RunRecords.NOWHERE;
  private int frames;
  private boolean written;
  private boolean synchronous;
  private @Nullable Isolation isolation;
  private @Nullable Consumer<Run> onEnd;
  private @Nullable Frame top;
  private @Nullable JsonObject context;
  private final TimeLimit timeLimit = new TimeLimit();
  private long heldVariables;
  private final RunStatus status;

  /** An execution that starts now. */
  Run(StateMachineHandle machine, String name, Json input, @Nullable ChildPlace child) {
    this(
        machine,
        machine.engine().nextNumber(),
        name,
        machine.type() == WorkflowType.EXPRESS ? machine.engine().ids().next().toString() : null,
        input,
        machine.engine().startTime(),
        child);
  }

  /** An execution that started in another process. */
  Run(StateMachineHandle machine, long number, RunBirth birth, @Nullable ChildPlace child) {
    this(machine, number, birth.name(), birth.expressId(), birth.input(), birth.startedAt(), child);
    written = true;
  }

  private Run(
      StateMachineHandle machine,
      long number,
      String name,
      @Nullable String expressId,
      Json input,
      long startedAt,
      @Nullable ChildPlace child) {
    this.machine = machine;
    this.number = number;
    this.name = name;
    this.expressId = expressId;
    this.input = input;
    this.startedAt = startedAt;
    this.child = child;
    this.status = new RunStatus(machine.engine().loop());
    this.history =
        new HistoryLog(
            machine.type() == WorkflowType.STANDARD
                ? HistoryFullException.MOST_EVENTS
                : Integer.MAX_VALUE);
  }

  Engine engine() {
    return machine.engine();
  }

  /** How many bytes the variables of all its open graphs have. On the loop. */
  long heldVariables() {
    return heldVariables;
  }

  /** Counts variables that were set, or with a negative number those that are gone. On the loop. */
  void holdVariables(long bytes) {
    heldVariables += bytes;
  }

  Loop loop() {
    return machine.engine().loop();
  }

  long now() {
    return loop().now();
  }

  /** The place in the order of starting. */
  long number() {
    return number;
  }

  boolean isClosed() {
    return status.isClosed();
  }

  long startedAt() {
    return startedAt;
  }

  long stoppedAt() {
    return status.stoppedAt();
  }

  /** The number of the execution that this one is kept as long as. */
  long root() {
    return child == null ? number : child.mapRun().execution().root();
  }

  /** The item that this works on as a child of a Map Run; null if there is none. */
  @Nullable MapItem item() {
    return child == null ? null : child.item();
  }

  /** Whether this belongs to a Map Run. */
  boolean isChild() {
    return child != null;
  }

  /** The number of the next frame. */
  int nextFrame() {
    return frames++;
  }

  /** Where what happens is written down. */
  RunRecords records() {
    return records;
  }

  /** Whether it is written down that this begins. On the loop. */
  boolean isWritten() {
    return written;
  }

  /** Whether a Map Run is about to set this going again. */
  boolean isWaiting() {
    return status.isWaiting();
  }

  void waiting(boolean now) {
    if (now) {
      engine().records().awaitsRedrive(this);
    }
    status.waiting(now);
  }

  void add(MapRunAttempt attempt) {
    mapRuns.add(attempt);
    machine.executions().add(attempt);
  }

  /** Its own Map Runs. On the loop. */
  OwnMapRuns ownMapRuns() {
    return mapRuns;
  }

  int events() {
    return history.size();
  }

  /** Has an action run on the loop when this has ended. */
  void onEnd(Consumer<Run> action) {
    this.onEnd = action;
  }

  /** Makes this a run that its starter waits for, which its Context Object tells. */
  void answersStarter() {
    this.synchronous = true;
  }

  /** Makes this the run of a single state, of which no listener hears. */
  void isolate(Isolation how) {
    this.isolation = how;
  }

  @Nullable Isolation isolation() {
    return isolation;
  }

  /** Writes down that this is about to begin, if that has not been done. On the loop. */
  void write() {
    if (!written) {
      written = true;
      engine().records().begin(this);
    }
  }

  /** Begins, on the loop. */
  void begin() {
    if (isClosed()) {
      return;
    }
    write();
    enter(startedAt).run();
  }

  /** Writes the first event, and makes the first frame. */
  private Frame enter(long from) {
    record(
        null,
        EventType.EXECUTION_STARTED,
        0,
        new EventDetails.Started(
            input, machine.roleArn(), machine.aliasArn(), machine.versionArn()));
    Frame frame = new Frame(this, null, 0, item(), machine.plan().start(), input, 0);
    top = frame;
    if (isolation != null) {
      isolation.begins(frame);
    }
    timeLimit.set(this, from);
    return frame;
  }

  /** Goes on after having ended badly, on the loop. */
  void redrive() {
    status.waiting(false);
    Frame stopped = top;
    if (stopped == null || !isClosed()) {
      return;
    }
    context = null;
    int count = status.redriveCount() + 1;
    status.redrive(count, Instant.ofEpochMilli(now()));
    engine().records().redrive(this);
    int redriven =
        record(
            null, EventType.EXECUTION_REDRIVEN, history.size(), new EventDetails.Redriven(count));
    timeLimit.set(this, now());
    stopped.redrive(redriven);
  }

  /**
   * Writes an event.
   *
   * @param frame whose it is; null for the execution's own
   * @return its id
   */
  int record(@Nullable Frame frame, EventType type, int previous, @Nullable EventDetails details) {
    HistoryEvent event = history.add(now(), type, previous, details);
    history.tell(this, frame, event);
    return event.id();
  }

  void succeed(Json result, int last) {
    EventDetails details = new EventDetails.Output(result);
    end(ExecutionStatus.SUCCEEDED, EventType.EXECUTION_SUCCEEDED, last, details, result, null);
  }

  void fail(Failure why, int last) {
    EventDetails details = new EventDetails.Failed(why.error(), why.cause());
    end(ExecutionStatus.FAILED, EventType.EXECUTION_FAILED, last, details, null, why);
  }

  void timeOut() {
    EventDetails details = new EventDetails.Failed(Failure.TIMEOUT, null);
    end(ExecutionStatus.TIMED_OUT, EventType.EXECUTION_TIMED_OUT, 0, details, null, null);
  }

  void stop(@Nullable String error, @Nullable String cause) {
    EventDetails details = new EventDetails.Failed(error, cause);
    Failure why = Failure.of(error, cause);
    end(ExecutionStatus.ABORTED, EventType.EXECUTION_ABORTED, 0, details, null, why);
  }

  private void end(
      ExecutionStatus how,
      EventType type,
      int last,
      EventDetails details,
      @Nullable Json output,
      @Nullable Failure failure) {
    if (isClosed()) {
      return;
    }
    write();
    if (top != null) {
      top.kill();
    }
    if (how == ExecutionStatus.SUCCEEDED) {
      top = null;
    }
    timeLimit.cancel(this);
    record(null, type, last, details);
    status.end(how, now(), output, failure);
    engine().records().end(this);
    engine().ended(this);
    if (onEnd != null) {
      onEnd.accept(this);
    }
    status.show(this);
  }

  /** The Context Object's part on the execution. */
  JsonObject contextOfExecution() {
    JsonObject known = context;
    if (known == null) {
      known = ContextObject.execution(this, synchronous);
      context = known;
    }
    return known;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String arn() {
    if (machine.type() == WorkflowType.STANDARD) {
      return machine.engine().arn("execution", machine.name() + ":" + name);
    }
    return machine.engine().arn("express", machine.name() + ":" + name + ":" + expressId);
  }

  @Override
  public StateMachineHandle stateMachine() {
    return machine;
  }

  @Override
  public ExecutionStatus status() {
    return status.shown();
  }

  @Override
  public Json input() {
    return input;
  }

  @Override
  public Optional<Json> output() {
    return status.output();
  }

  @Override
  public Optional<String> error() {
    return status.failure().map(Failure::error);
  }

  @Override
  public Optional<String> cause() {
    return status.failure().map(Failure::cause);
  }

  @Override
  public Instant startTime() {
    return Instant.ofEpochMilli(startedAt);
  }

  @Override
  public Optional<Instant> stopTime() {
    return status.stopTime();
  }

  @Override
  public int redriveCount() {
    return status.redriveCount();
  }

  @Override
  public Optional<Instant> redriveTime() {
    return status.redriveTime();
  }

  @Override
  public Redrivability redrivability() {
    return Redrivability.of(this, engine().clock().millis());
  }

  @Override
  public Optional<MapRun> mapRun() {
    return child == null ? Optional.empty() : Optional.of(child.mapRun());
  }

  @Override
  public List<MapRun> mapRuns() {
    return engine().onLoop(mapRuns::newestFirst);
  }

  @Override
  public List<HistoryEvent> history() {
    if (status.isSeenClosed() || loop().isHere()) {
      return history.copy();
    }
    return engine().onLoop(history::copy);
  }

  @Override
  public CompletableFuture<Execution> done() {
    return status.done();
  }

  @Override
  public String toString() {
    return arn() + " " + status.seen();
  }

  // ---- going on in another process

  /** Whether this is of use to another process: nobody waits for it here only. */
  boolean isKept() {
    return isolation == null && !synchronous;
  }

  /** Writes down how an Express execution has ended. */
  void writeEnd(RunRecords to) {
    status.writeEnd(to);
  }

  RunBirth birth() {
    return new RunBirth(
        machine.definitionId(),
        name,
        expressId,
        startedAt,
        input,
        machine.versionArn(),
        machine.aliasArn(),
        child == null ? null : child.descent());
  }

  void records(RunRecords to) {
    records = to;
  }

  /** Whether there is a frame that could be set going again. */
  boolean hasEntered() {
    return top != null;
  }

  void restore(HistoryEvent event) {
    history.restore(event);
  }

  /** Takes its place among the children of its Map Run. */
  void joinMapRun() {
    ChildPlace of = child;
    if (of != null) {
      of.mapRun().restoreChild(of.index(), this);
    }
  }

  Frame restoreTop() {
    Frame frame = new Frame(this, null, 0, item(), machine.plan().start(), input, 0);
    top = frame;
    return frame;
  }

  void restoreEnd(ExecutionStatus how, long at, @Nullable Json output, @Nullable Failure why) {
    if (how == ExecutionStatus.SUCCEEDED) {
      top = null;
    }
    status.restoreEnd(this, how, at, output, why);
  }

  void restoreWaiting() {
    status.waiting(true);
  }

  void restoreRedriven(long count, Instant at) {
    status.redrive((int) count, at);
  }

  /** Goes on, on the loop, with all that the records say. */
  void goOn() {
    Frame frame = top;
    if (isClosed()) {
      return;
    }
    if (frame == null) {
      // It had not done anything yet, or is Express and begins again from the start.
      enter(machine.type() == WorkflowType.EXPRESS ? now() : startedAt).run();
      return;
    }
    timeLimit.set(this, status.redriveTime().map(Instant::toEpochMilli).orElse(startedAt));
    List<Frame> waiting = new ArrayList<>();
    frame.standing().goOn(waiting);
    // What comes at the same time comes in the order in which it was waited for.
    waiting.sort(Comparator.comparingLong(each -> each.standing().since()));
    waiting.forEach(each -> each.standing().proceed());
  }
}
