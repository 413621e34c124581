package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A distributed Map at work, once: a Map Run with its child executions. Lives on the loop. */
final class MapRunAttempt implements Suspension, Redrivable, MapRun {

  private final Frame owner;
  private final DistributedMapNode node;
  private final Json effective;
  private final StateMachineHandle children;
  private final String arn;
  private final int started;
  private final long startedAt;
  private final List<@Nullable Run> runs = new ArrayList<>();
  private volatile Tolerance.Limits limits;
  private volatile long concurrency;
  private volatile Status status = Status.RUNNING;
  private volatile @Nullable Instant stopTime;
  private volatile @Nullable Instant redriveTime;
  private volatile int redriveCount;
  private ChildInputs inputs = new ChildInputs(List.of(), false);
  private List<MapItem> items = List.of();
  private int round;
  private int next;
  private int running;
  private long failures;
  private boolean hasItems;
  private boolean over;

  MapRunAttempt(
      Frame owner,
      DistributedMapNode node,
      Json effective,
      Tolerance.Limits limits,
      long concurrency) {
    this.owner = owner;
    this.node = node;
    this.effective = effective;
    this.limits = limits;
    this.concurrency = concurrency;
    this.children = node.children(owner);
    Run parent = owner.execution();
    this.arn = parent.engine().arn("mapRun", children.name() + ":" + parent.engine().ids().next());
    this.startedAt = parent.now();
    this.started = owner.record(EventType.MAP_RUN_STARTED, new EventDetails.MapRun(arn));
    parent.records().mapRun(owner.number(), effective, limits, concurrency);
    owner.decide();
    parent.add(this);
  }

  /** A Map Run that began in another process, with the event that says so. */
  MapRunAttempt(
      Frame owner,
      DistributedMapNode node,
      Json effective,
      Tolerance.Limits limits,
      long concurrency,
      HistoryEvent begun) {
    this.owner = owner;
    this.node = node;
    this.effective = effective;
    this.limits = limits;
    this.concurrency = concurrency;
    this.children = node.children(owner);
    this.arn = begun.details() instanceof EventDetails.MapRun details ? details.mapRunArn() : "";
    this.startedAt = begun.timestamp().toEpochMilli();
    this.started = begun.id();
    // Nothing begins before it is told to go on.
    this.over = true;
  }

  /** Begins with as many children as may run at once. */
  void start(List<MapItem> found) {
    if (over) {
      return;
    }
    items = found;
    try {
      inputs = node.inputsOf(owner, effective, found);
    } catch (ItemTooLargeException tooLarge) {
      failedToRead(String.valueOf(tooLarge.getMessage()));
      return;
    }
    if (inputs.isAnyTooLarge()) {
      inputs = new ChildInputs(List.of(), false);
      // Like any other input that is too large, though AWS's words for this one are not known.
      fail(Failure.tooLarge(node.name(), Failure.Origin.LIMIT));
      return;
    }
    hasItems = true;
    runs.addAll(Collections.nCopies(inputs.size(), null));
    owner.execution().records().inputs(owner.number(), inputs.all(), items);
    proceed();
  }

  void failedToRead(String cause) {
    if (!over) {
      fail(Failure.of(ItemReader.FAILED, cause));
    }
  }

  /** Begins what may begin; ends if there is nothing left to wait for. */
  private void proceed() {
    while (hasNext() && running < atOnce()) {
      begin(next++);
    }
    if (running == 0 && !hasNext()) {
      finish();
    }
  }

  private long atOnce() {
    return concurrency <= 0
        ? DistributedMapNode.MOST_AT_ONCE
        : Math.min(concurrency, DistributedMapNode.MOST_AT_ONCE);
  }

  /** Moves on to a child that has not begun, or waits to be set going again. */
  private boolean hasNext() {
    while (next < inputs.size()) {
      Run child = runs.get(next);
      if (child == null || child.isWaiting()) {
        return true;
      }
      next++;
    }
    return false;
  }

  private void begin(int index) {
    running++;
    Run known = runs.get(index);
    Loop loop = owner.execution().loop();
    if (known != null && children.type() == WorkflowType.STANDARD && known.hasEntered()) {
      int now = round;
      loop.post(
          () -> {
            if (!over && now == round) {
              known.redrive();
            }
          });
      return;
    }
    Run child = child(index);
    runs.set(index, child);
    owner.execution().stateMachine().executions().add(child, known);
    child.onEnd(this::ended);
    loop.post(child::begin);
  }

  private Run child(int index) {
    Run parent = owner.execution();
    MapItem item = node.extras().batcher() == null ? items.get(index) : null;
    String name = parent.engine().ids().next().toString();
    return new Run(children, name, inputs.get(index), new ChildPlace(this, index, item));
  }

  private void ended(Run child) {
    if (!over) {
      owner.resume(() -> count(child));
    }
  }

  private void count(Run child) {
    running--;
    if (child.status() != ExecutionStatus.SUCCEEDED && isTooMuch(child)) {
      return;
    }
    proceed();
  }

  private boolean isTooMuch(Run child) {
    failures += itemsOf(child);
    return isTooMuch();
  }

  private boolean isTooMuch() {
    if (!limits.isExceededBy(failures, inputs.items())) {
      return false;
    }
    stopChildren();
    fail(Tolerance.exceeded());
    return true;
  }

  private void fail(Failure failure) {
    end(Status.FAILED);
    node.failed(owner, failure);
  }

  private void succeed(Json result) {
    end(Status.SUCCEEDED);
    node.succeeded(owner, effective, result, started);
  }

  private void end(Status how) {
    over = true;
    if (status == Status.RUNNING) {
      stopTime = Instant.ofEpochMilli(owner.execution().now());
      status = how;
    }
  }

  private void finish() {
    over = true;
    ResultWriter writer = node.extras().writer();
    if (writer == null || writer.resource() == null) {
      succeed(result(writer));
      return;
    }
    JsonObject target =
        (JsonObject) writer.arguments().evaluate(owner.scope().withInput(effective));
    writer.write(
        owner,
        arn,
        target,
        begun(),
        stillNow(this::succeed),
        stillNow(cause -> fail(Failure.of(ResultWriter.FAILED, cause))));
  }

  /** An action for an answer that is of no use once this has been cut off or set going again. */
  private <T> Consumer<T> stillNow(Consumer<T> action) {
    int now = round;
    return answer -> {
      if (now == round && status == Status.RUNNING) {
        action.accept(answer);
      }
    };
  }

  private JsonArray result(@Nullable ResultWriter writer) {
    List<Run> good =
        begun().stream().filter(run -> run.status() == ExecutionStatus.SUCCEEDED).toList();
    return writer == null
        ? good.stream().map(run -> run.output().orElseThrow()).collect(JsonArray.collector())
        : JsonArray.of(writer.shaped(good, false));
  }

  /** The children so far. On the loop. */
  List<Run> begun() {
    return runs.stream().filter(Objects::nonNull).map(Run.class::cast).toList();
  }

  private void stopChildren() {
    over = true;
    for (Run run : begun()) {
      run.waiting(false);
      run.stop(null, null);
    }
  }

  @Override
  public void abortInside(int cause) {
    stopChildren();
    end(Status.ABORTED);
    owner.execution().record(owner, EventType.MAP_RUN_ABORTED, started, null);
  }

  @Override
  public void cancel() {
    stopChildren();
    end(Status.ABORTED);
  }

  // ---- setting going again

  @Override
  public void redrive(int cause) {
    if (!hasItems || !isAnyLeft()) {
      node.attempt(owner);
      return;
    }
    round++;
    int count = redriveCount + 1;
    redriveCount = count;
    redriveTime = Instant.ofEpochMilli(owner.execution().now());
    over = false;
    next = 0;
    running = 0;
    failures = 0;
    stopTime = null;
    status = Status.RUNNING;
    owner.suspend(this);
    owner.scheduled();
    owner.record(EventType.MAP_RUN_REDRIVEN, new EventDetails.MapRunRedriven(arn, count));
    owner.decide();
    for (Run child : begun()) {
      if (child.status() == ExecutionStatus.SUCCEEDED) {
        continue;
      }
      boolean can =
          children.type() == WorkflowType.EXPRESS
              || child.redrivability().status() != Redrivability.Status.NOT_REDRIVABLE;
      child.waiting(can);
      if (!can && isTooMuch(child)) {
        return;
      }
    }
    proceed();
  }

  private boolean isAnyLeft() {
    return runs.stream().anyMatch(run -> run == null || run.status() != ExecutionStatus.SUCCEEDED);
  }

  /** Changes what is given; says whether this is still running. On the loop. */
  boolean update(@Nullable Long most, @Nullable Long count, @Nullable Double percentage) {
    if (status != Status.RUNNING) {
      return false;
    }
    concurrency = most == null ? concurrency : most;
    limits =
        new Tolerance.Limits(
            count == null ? limits.count() : count,
            percentage == null ? limits.percentage() : percentage);
    owner.execution().records().updated(owner.number(), limits, concurrency);
    if (hasItems && !over) {
      owner.resume(this::checkAndProceed);
    }
    return true;
  }

  private void checkAndProceed() {
    if (!over && !isTooMuch()) {
      proceed();
    }
  }

  // ---- going on in another process

  /** What the children work on, as the records say. */
  void restoreInputs(List<Json> found, List<MapItem> itsItems) {
    inputs = node.inputs(found);
    items = itsItems;
    hasItems = true;
    runs.addAll(Collections.nCopies(found.size(), null));
  }

  void restoreUpdated(Tolerance.Limits itsLimits, long itsConcurrency) {
    limits = itsLimits;
    concurrency = itsConcurrency;
  }

  void restoreEnd(Status how, Instant at) {
    status = how;
    stopTime = at;
    over = true;
  }

  void restoreRedriven(long count, Instant at) {
    redriveCount = (int) count;
    redriveTime = at;
    stopTime = null;
    status = Status.RUNNING;
  }

  /** What a child of this is, for the place that its records name. */
  ChildPlace childAt(int index) {
    MapItem item = node.extras().batcher() == null ? items.get(index) : null;
    return new ChildPlace(this, index, item);
  }

  /** Takes in a child that began in another process, perhaps in place of an earlier one. */
  void restoreChild(int index, Run child) {
    runs.set(index, child);
    child.onEnd(this::ended);
  }

  @Override
  public void goOn(int revivedBy, List<Frame> waiting) {
    over = false;
    if (!hasItems) {
      node.goOn(owner, effective, this);
      return;
    }
    failures = 0;
    running = 0;
    List<Run> open = new ArrayList<>();
    for (Run child : begun()) {
      if (!child.isClosed()) {
        open.add(child);
      } else if (child.status() != ExecutionStatus.SUCCEEDED && !child.isWaiting()) {
        failures += itemsOf(child);
      }
    }
    running = open.size();
    open.forEach(Run::goOn);
    owner.execution().loop().post(() -> owner.resume(this::checkAndProceed));
  }

  // ---- what it shows

  @Override
  public String arn() {
    return arn;
  }

  @Override
  public Run execution() {
    return owner.execution();
  }

  @Override
  public StateMachineHandle children() {
    return children;
  }

  @Override
  public Status status() {
    return status;
  }

  @Override
  public Instant startTime() {
    return Instant.ofEpochMilli(startedAt);
  }

  @Override
  public Optional<Instant> stopTime() {
    return Optional.ofNullable(stopTime);
  }

  @Override
  public long maxConcurrency() {
    return concurrency;
  }

  @Override
  public long toleratedFailureCount() {
    Long count = limits.count();
    return count == null ? 0 : count;
  }

  @Override
  public double toleratedFailurePercentage() {
    Double percentage = limits.percentage();
    return percentage == null ? 0 : percentage;
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
  public MapRunCounts itemCounts() {
    return owner.execution().engine().onLoop(() -> counts(true));
  }

  @Override
  public MapRunCounts executionCounts() {
    return owner.execution().engine().onLoop(() -> counts(false));
  }

  private MapRunCounts counts(boolean ofItems) {
    return inputs.counts(runs, ofItems, status == Status.SUCCEEDED);
  }

  @Override
  public List<Execution> executions() {
    return owner
        .execution()
        .engine()
        .onLoop(
            () -> {
              List<Execution> all = new ArrayList<>(begun());
              Collections.reverse(all);
              return all;
            });
  }

  @Override
  public int itemsOf(Execution child) {
    return inputs.itemsIn(child.input());
  }

  /** How many executions there are, those of the children's own Map Runs included. */
  int size() {
    return begun().stream().mapToInt(run -> 1 + run.ownMapRuns().children()).sum();
  }
}
