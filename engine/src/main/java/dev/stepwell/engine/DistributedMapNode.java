package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.expression.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Runs one graph for every item, each in an execution of its own. */
final class DistributedMapNode extends WorkNode {

  /** As many children as AWS runs at once, whatever a definition says. */
  static final int MOST_AT_ONCE = 10_000;

  /**
   * What a distributed Map has beyond an inline one.
   *
   * @param tolerance which failures are borne
   * @param reader where items come from; null for the state's own data
   * @param batcher how items are put together; null for one item a child
   * @param writer where results go; null for the state's result
   * @param label part of the children's names; null for a made-up one
   * @param type of the children
   */
  record Extras(
      Tolerance tolerance,
      @Nullable ItemReader reader,
      @Nullable ItemBatcher batcher,
      @Nullable ResultWriter writer,
      @Nullable String label,
      WorkflowType type) {}

  private final Flow flow;
  private final MapNode.Source source;
  private final Extras extras;
  private final Plan processor;

  DistributedMapNode(
      String name,
      Flow flow,
      MapNode.Source source,
      Extras extras,
      Plan processor,
      Recovery recovery) {
    super(name, EventType.MAP_STATE_ENTERED, EventType.MAP_STATE_EXITED, recovery);
    this.flow = flow;
    this.source = source;
    this.extras = extras;
    this.processor = processor;
  }

  @Override
  EventType aborted() {
    return EventType.MAP_STATE_ABORTED;
  }

  Extras extras() {
    return extras;
  }

  @Override
  void attempt(Frame frame) {
    Json effective = flow.effective(frame);
    Scope scope = frame.scope().withInput(effective);
    List<MapItem> items = List.of();
    ItemReader reader = extras.reader;
    if (reader == null) {
      items = MapItems.of(frame, source.find(scope), source.jsonata());
    }
    if (items == null) {
      return;
    }
    long atOnce = source.atOnce(scope);
    frame.record(EventType.MAP_STATE_STARTED, new EventDetails.MapStarted(items.size()));
    frame.decide();
    frame.scheduled();
    Tolerance.Limits limits = extras.tolerance.limits(frame, scope);
    if (limits == null) {
      return;
    }
    if (reader == null) {
      begin(frame, effective, limits, atOnce).start(items);
      return;
    }
    Reading reading = Reading.of(reader, scope);
    MapRunAttempt attempt = begin(frame, effective, limits, atOnce);
    reading.into(frame, attempt);
  }

  private MapRunAttempt begin(Frame frame, Json effective, Tolerance.Limits limits, long atOnce) {
    MapRunAttempt attempt = new MapRunAttempt(frame, this, effective, limits, Math.max(0, atOnce));
    frame.suspend(attempt);
    return attempt;
  }

  /** What is to be read. */
  private record Reading(ItemReader reader, JsonObject request, long most) {

    static Reading of(ItemReader reader, Scope scope) {
      ToLongFunction<Scope> maxItems = reader.maxItems();
      long most = maxItems == null ? 0 : maxItems.applyAsLong(scope);
      return new Reading(reader, (JsonObject) reader.arguments().evaluate(scope), most);
    }

    void into(Frame frame, MapRunAttempt attempt) {
      reader.read(frame, request, most, attempt::start, attempt::failedToRead);
    }
  }

  /** Finds the items of a Map Run whose process ended before it had them all. */
  void goOn(Frame frame, Json effective, MapRunAttempt attempt) {
    ItemReader reader = Objects.requireNonNull(extras.reader, "only readers take their time");
    Scope scope = frame.scope().withInput(effective);
    frame
        .execution()
        .loop()
        .post(() -> frame.resume(() -> Reading.of(reader, scope).into(frame, attempt)));
  }

  /** The state machine of the children. */
  StateMachineHandle children(Frame frame) {
    StateMachineHandle parent = frame.execution().stateMachine();
    String label = extras.label;
    if (label == null) {
      String seed = parent.name() + "/" + name();
      label = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }
    return parent.children(label, extras.type, processor);
  }

  /**
   * What the children work on: the items, or batches of them.
   *
   * @throws ItemTooLargeException if an item does not fit into a batch
   */
  ChildInputs inputsOf(Frame frame, Json effective, List<MapItem> items) {
    List<Json> each = new ArrayList<>(items.size());
    for (MapItem item : items) {
      each.add(source.inputOf(frame, effective, item));
    }
    ItemBatcher batcher = extras.batcher;
    return inputs(
        batcher == null ? each : batcher.batches(frame.scope().withInput(effective), each));
  }

  /** The same, where they are known already. */
  ChildInputs inputs(List<Json> known) {
    return new ChildInputs(known, extras.batcher != null);
  }

  @Override
  void giveUp(Frame frame) {
    frame.record(EventType.MAP_STATE_FAILED, null);
  }

  /** The map run has ended well. */
  void succeeded(Frame frame, Json effective, Json result, int runStarted) {
    int runEnded = frame.record(EventType.MAP_RUN_SUCCEEDED, null);
    frame.decide();
    frame.record(EventType.MAP_STATE_SUCCEEDED, null);
    Json output = flow.leave(frame, effective, result);
    boolean newer = frame.execution().engine().behaviour().distributedExitPointsAtMapRun();
    frame.last(newer ? runStarted : runEnded);
    frame.exit(next(), output);
  }

  /** The map run has failed. */
  void failed(Frame frame, Failure failure) {
    frame.record(
        EventType.MAP_RUN_FAILED, new EventDetails.Failed(failure.error(), failure.cause()));
    frame.decide();
    frame.fail(failure);
  }
}
