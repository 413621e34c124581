package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One execution. Its state changes on the event loop only. */
final class Run implements Execution {

  private static final long EXPRESS_MILLIS = 5 * 60 * 1000L;

  /**
   * What a child of a Map Run is.
   *
   * @param mapRun the Map Run
   * @param index its place among the Map Run's children
   * @param item what it works on; null for a batch
   */
  record Child(MapRunAttempt mapRun, int index, @Nullable MapItem item) {}

  private final StateMachineHandle machine;
  private final long number;
  private final String name;
  private final @Nullable String expressId;
  private final Json input;
  private final long startedAt;
  private final @Nullable Child child;
  private final HistoryLog history;
  private final List<MapRunAttempt> mapRuns = new ArrayList<>(0);
  private RunRecords records = RunRecords.NOWHERE;
  private int frames;
  private boolean written;
  private boolean synchronous;
  private @Nullable Isolation isolation;
  private @Nullable Consumer<Run> onEnd;
  private @Nullable Frame top;
  private @Nullable JsonObject context;
  private Timers.@Nullable Timer timeLimit;
  private @Nullable Json output;
  private @Nullable Failure failure;
  private long stoppedAt;
  private long heldVariables;
  private volatile boolean waiting;
  private volatile CompletableFuture<Execution> done = new CompletableFuture<>();
  private volatile int redriveCount;
  private volatile @Nullable Instant redriveTime;
  private volatile ExecutionStatus status = ExecutionStatus.RUNNING;
  private volatile ExecutionStatus shown = ExecutionStatus.RUNNING;

  /** An execution that starts now. */
  Run(StateMachineHandle machine, String name, Json input, @Nullable Child child) {
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
  Run(StateMachineHandle machine, long number, RunBirth birth, @Nullable Child child) {
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
      @Nullable Child child) {
    this.machine = machine;
    this.number = number;
    this.name = name;
    this.expressId = expressId;
    this.input = input;
    this.startedAt = startedAt;
    this.child = child;
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
    return status != ExecutionStatus.RUNNING;
  }

  long startedAt() {
    return startedAt;
  }

  long stoppedAt() {
    return stoppedAt;
  }

  /** The number of the execution that this one is kept as long as. */
  long root() {
    return child == null ? number : child.mapRun.execution().root();
  }

  /** The item that this works on as a child of a Map Run; null if there is none. */
  @Nullable MapItem item() {
    return child == null ? null : child.item;
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
    return waiting;
  }

  void waiting(boolean now) {
    if (now) {
      records.awaitsRedrive();
    }
    waiting = now;
  }

  void add(MapRunAttempt attempt) {
    mapRuns.add(attempt);
    machine.executions().add(attempt);
  }

  List<MapRunAttempt> mapRunsOnLoop() {
    return mapRuns;
  }

  /** How many executions the Map Runs of this one have. */
  int children() {
    int all = 0;
    for (MapRunAttempt attempt : mapRuns) {
      all += attempt.size();
    }
    return all;
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
    limitTime(from);
    return frame;
  }

  private void limitTime(long from) {
    long limit = machine.plan().timeoutMillis();
    if (machine.type() == WorkflowType.EXPRESS) {
      limit = Math.min(limit, EXPRESS_MILLIS);
    }
    if (limit < Long.MAX_VALUE) {
      timeLimit = loop().at(from + limit, limit, this::timeOut);
    }
  }

  /** Goes on after having ended badly, on the loop. */
  void redrive() {
    waiting = false;
    Frame stopped = top;
    if (stopped == null || !isClosed()) {
      return;
    }
    failure = null;
    context = null;
    redriveTime = Instant.ofEpochMilli(now());
    int count = redriveCount + 1;
    redriveCount = count;
    done = new CompletableFuture<>();
    status = ExecutionStatus.RUNNING;
    shown = ExecutionStatus.RUNNING;
    engine().records().redrive(this);
    int redriven =
        record(
            null, EventType.EXECUTION_REDRIVEN, history.size(), new EventDetails.Redriven(count));
    limitTime(now());
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
    if (frame == null) {
      records.event(RunRecords.NONE, RunRecords.NONE, event);
    } else {
      records.event(frame.number(), frame.node().index(), event);
    }
    HistoryListener listener = engine().listener();
    if (listener != null && isolation == null) {
      loop().release(() -> HistoryLog.tell(listener, arn(), event));
    }
    return event.id();
  }

  void succeed(Json result, int last) {
    output = result;
    end(
        ExecutionStatus.SUCCEEDED,
        EventType.EXECUTION_SUCCEEDED,
        last,
        new EventDetails.Output(result));
  }

  void fail(Failure why, int last) {
    failure = why;
    end(
        ExecutionStatus.FAILED,
        EventType.EXECUTION_FAILED,
        last,
        new EventDetails.Failed(why.error(), why.cause()));
  }

  private void timeOut() {
    end(
        ExecutionStatus.TIMED_OUT,
        EventType.EXECUTION_TIMED_OUT,
        0,
        new EventDetails.Failed(Failure.TIMEOUT, null));
  }

  void stop(@Nullable String error, @Nullable String cause) {
    failure = Failure.of(error, cause);
    end(
        ExecutionStatus.ABORTED,
        EventType.EXECUTION_ABORTED,
        0,
        new EventDetails.Failed(error, cause));
  }

  private void end(ExecutionStatus how, EventType type, int last, EventDetails details) {
    if (status != ExecutionStatus.RUNNING) {
      return;
    }
    write();
    if (top != null) {
      top.kill();
    }
    if (how == ExecutionStatus.SUCCEEDED) {
      top = null;
    }
    loop().cancel(timeLimit);
    record(null, type, last, details);
    stoppedAt = now();
    status = how;
    engine().records().end(this);
    engine().ended(this);
    if (onEnd != null) {
      onEnd.accept(this);
    }
    loop().release(this::show);
  }

  private void show() {
    shown = status;
    done.complete(this);
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

  /** A name for what an event began, which nothing else has. */
  String nameOf(int event) {
    String seed = arn() + "/" + startedAt + "/" + event;
    return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
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
    return waiting ? ExecutionStatus.PENDING_REDRIVE : present();
  }

  /** Outside the loop, what is not on stable storage has not happened. */
  private ExecutionStatus present() {
    return loop().isHere() ? status : shown;
  }

  @Override
  public Json input() {
    return input;
  }

  @Override
  public Optional<Json> output() {
    return present() == ExecutionStatus.SUCCEEDED ? Optional.ofNullable(output) : Optional.empty();
  }

  @Override
  public Optional<String> error() {
    return closedFailure().map(Failure::error);
  }

  @Override
  public Optional<String> cause() {
    return closedFailure().map(Failure::cause);
  }

  private Optional<Failure> closedFailure() {
    return present() == ExecutionStatus.RUNNING ? Optional.empty() : Optional.ofNullable(failure);
  }

  @Override
  public Instant startTime() {
    return Instant.ofEpochMilli(startedAt);
  }

  @Override
  public Optional<Instant> stopTime() {
    return present() == ExecutionStatus.RUNNING
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(stoppedAt));
  }

  @Override
  public int redriveCount() {
    return redriveCount;
  }

  @Override
  public Optional<Instant> redriveTime() {
    return Optional.ofNullable(redriveTime);
  }

  @Override
  public Redrivability redrivability() {
    return Redrivability.of(this, engine().clock().millis());
  }

  @Override
  public Optional<MapRun> mapRun() {
    return child == null ? Optional.empty() : Optional.of(child.mapRun);
  }

  @Override
  public List<MapRun> mapRuns() {
    return engine()
        .onLoop(
            () -> {
              List<MapRun> all = new ArrayList<>(mapRuns);
              Collections.reverse(all);
              return all;
            });
  }

  @Override
  public List<HistoryEvent> history() {
    if (shown != ExecutionStatus.RUNNING || loop().isHere()) {
      return history.copy();
    }
    return engine().onLoop(history::copy);
  }

  @Override
  public CompletableFuture<Execution> done() {
    return done;
  }

  @Override
  public String toString() {
    return arn() + " " + present();
  }

  // ---- going on in another process

  /** Whether this is of use to another process: nobody waits for it here only. */
  boolean isKept() {
    return isolation == null && !synchronous;
  }

  /** Writes down how an Express execution has ended. */
  void writeEnd(RunRecords to) {
    to.closed(status, stoppedAt, output, failure);
  }

  RunBirth birth() {
    Child of = child;
    return new RunBirth(
        machine.definitionId(),
        name,
        expressId,
        startedAt,
        input,
        machine.versionArn(),
        machine.aliasArn(),
        of == null
            ? null
            : new RunBirth.Descent(of.mapRun.execution().number, of.mapRun.arn(), of.index));
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

  void restoreMapRun(MapRunAttempt attempt) {
    mapRuns.add(attempt);
  }

  /** The Map Run of an ARN. */
  MapRunAttempt mapRun(String arn) {
    for (MapRunAttempt attempt : mapRuns) {
      if (attempt.arn().equals(arn)) {
        return attempt;
      }
    }
    throw new IllegalStateException("there is no Map Run " + arn);
  }

  /** Takes its place among the children of its Map Run. */
  void joinMapRun() {
    Child of = child;
    if (of != null) {
      of.mapRun.restoreChild(of.index, this);
    }
  }

  Frame restoreTop() {
    Frame frame = new Frame(this, null, 0, item(), machine.plan().start(), input, 0);
    top = frame;
    return frame;
  }

  void restoreEnd(ExecutionStatus how, long at, @Nullable Json result, @Nullable Failure why) {
    status = how;
    shown = how;
    stoppedAt = at;
    output = result;
    failure = why;
    if (how == ExecutionStatus.SUCCEEDED) {
      top = null;
    }
    done.complete(this);
  }

  void restoreRedriven(long count, Instant at) {
    redriveCount = (int) count;
    redriveTime = at;
    waiting = false;
    failure = null;
    status = ExecutionStatus.RUNNING;
    shown = ExecutionStatus.RUNNING;
    done = new CompletableFuture<>();
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
    Instant again = redriveTime;
    limitTime(again == null ? startedAt : again.toEpochMilli());
    List<Frame> waitingFrames = new ArrayList<>();
    frame.goOn(waitingFrames);
    // What comes at the same time comes in the order in which it was waited for.
    waitingFrames.sort(Comparator.comparingLong(each -> each.standing().since()));
    waitingFrames.forEach(Frame::proceed);
  }
}
