package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.expression.Scope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
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
      Node processor,
      Recovery recovery) {
    super(name, EventType.MAP_STATE_ENTERED, EventType.MAP_STATE_EXITED, recovery);
    this.flow = flow;
    this.source = source;
    this.extras = extras;
    this.processor = new Plan(processor, Long.MAX_VALUE);
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
    long most =
        reader == null || reader.maxItems() == null ? 0 : reader.maxItems().applyAsLong(scope);
    JsonObject request =
        reader == null ? JsonObject.EMPTY : (JsonObject) reader.arguments().evaluate(scope);
    MapRunAttempt attempt = new MapRunAttempt(frame, this, effective, limits, Math.max(0, atOnce));
    frame.suspend(attempt);
    if (reader == null) {
      attempt.start(items);
    } else {
      reader.read(frame, request, most, attempt::start, attempt::failedToRead);
    }
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

  /** The input of one item. */
  Json inputOf(Frame frame, Json effective, MapItem item) {
    return source.inputOf(frame, effective, item);
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
