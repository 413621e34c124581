package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One execution. Its state changes on the event loop only. */
final class Run implements Execution {

  private static final long EXPRESS_MILLIS = 5 * 60 * 1000L;

  private final StateMachineHandle machine;
  private final String name;
  private final Json input;
  private final long startedAt;
  private final HistoryLog history;
  private final List<MapRunAttempt> mapRuns = new ArrayList<>(0);
  private final @Nullable MapItem item;
  private final @Nullable MapRunAttempt mapRun;
  private final @Nullable String id;
  private final long number;
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

  Run(StateMachineHandle machine, String name, Json input, long startedAt) {
    this(machine, name, input, startedAt, null, null);
  }

  Run(
      StateMachineHandle machine,
      String name,
      Json input,
      long startedAt,
      @Nullable MapItem item,
      @Nullable MapRunAttempt mapRun) {
    this.item = item;
    this.mapRun = mapRun;
    this.machine = machine;
    this.name = name;
    this.input = input;
    this.startedAt = startedAt;
    this.number = machine.executions().nextNumber();
    this.id =
        machine.type() == WorkflowType.EXPRESS ? machine.engine().ids().next().toString() : null;
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

  /** Whether this belongs to a Map Run. */
  boolean isChild() {
    return mapRun != null;
  }

  /** Whether a Map Run is about to set this going again. */
  boolean isWaiting() {
    return waiting;
  }

  void waiting(boolean now) {
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

  /** Begins, on the loop. */
  void begin() {
    if (isClosed()) {
      return;
    }
    record(
        EventType.EXECUTION_STARTED,
        0,
        new EventDetails.Started(
            input, machine.roleArn(), machine.aliasArn(), machine.versionArn()));
    Plan plan = machine.plan();
    Frame frame = new Frame(this, null, 0, item, plan.start(), input, 0);
    top = frame;
    if (isolation != null) {
      isolation.begins(frame);
    }
    limitTime(startedAt);
    frame.run();
  }

  private void limitTime(long from) {
    long limit = machine.plan().timeoutMillis();
    if (machine.type() == WorkflowType.EXPRESS) {
      limit = Math.min(limit, EXPRESS_MILLIS);
    }
    if (limit < Long.MAX_VALUE) {
      timeLimit = loop().at(from + limit, this::timeOut);
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
    int redriven =
        record(EventType.EXECUTION_REDRIVEN, history.size(), new EventDetails.Redriven(count));
    limitTime(now());
    stopped.redrive(redriven);
  }

  int record(EventType type, int previous, @Nullable EventDetails details) {
    HistoryEvent event = history.add(now(), type, previous, details);
    HistoryListener listener = engine().listener();
    if (listener != null && isolation == null) {
      HistoryLog.tell(listener, arn(), event);
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
    if (top != null) {
      top.kill();
    }
    if (how == ExecutionStatus.SUCCEEDED) {
      top = null;
    }
    loop().cancel(timeLimit);
    record(type, last, details);
    stoppedAt = now();
    status = how;
    machine.executions().closed(this);
    if (onEnd != null) {
      onEnd.accept(this);
    }
    done.complete(this);
  }

  /** The Context Object's part on the execution. */
  JsonObject contextOfExecution() {
    JsonObject known = context;
    if (known == null) {
      known = synchronous ? contextOfSynchronous() : contextOfOther();
      context = known;
    }
    return known;
  }

  private JsonObject contextOfOther() {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("Id", arn())
            .put("Input", input)
            .put("StartTime", ContextObject.time(startedAt))
            .put("Name", name)
            .put("RoleArn", machine.roleArn());
    if (engine().behaviour().contextCountsRedrives()) {
      json.put("RedriveCount", redriveCount);
      redriveTime()
          .ifPresent(time -> json.put("RedriveTime", ContextObject.time(time.toEpochMilli())));
    }
    return json.build();
  }

  private JsonObject contextOfSynchronous() {
    return JsonObject.builder()
        .put("Id", arn())
        .put("Input", input)
        .put("Name", name)
        .put("RoleArn", machine.roleArn())
        .put("StartTime", ContextObject.time(startedAt))
        .build();
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
    return machine.engine().arn("express", machine.name() + ":" + name + ":" + id);
  }

  @Override
  public StateMachineHandle stateMachine() {
    return machine;
  }

  @Override
  public ExecutionStatus status() {
    return waiting ? ExecutionStatus.PENDING_REDRIVE : status;
  }

  @Override
  public Json input() {
    return input;
  }

  @Override
  public Optional<Json> output() {
    return status == ExecutionStatus.SUCCEEDED ? Optional.ofNullable(output) : Optional.empty();
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
    return status == ExecutionStatus.RUNNING ? Optional.empty() : Optional.ofNullable(failure);
  }

  @Override
  public Instant startTime() {
    return Instant.ofEpochMilli(startedAt);
  }

  @Override
  public Optional<Instant> stopTime() {
    return status == ExecutionStatus.RUNNING
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
    return Optional.ofNullable(mapRun);
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
    if (status != ExecutionStatus.RUNNING || loop().isHere()) {
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
    return arn() + " " + status;
  }
}
