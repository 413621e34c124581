package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.expression.Scope;
import dev.stepwell.engine.expression.Template;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Runs one graph for every item, inside the execution. */
final class MapNode extends NestingNode {

  /** As many iterations as AWS runs at once, whatever a definition says. */
  static final int MOST_AT_ONCE = 40;

  /**
   * Where the iterations and their inputs come from.
   *
   * @param jsonata whether expressions are JSONata
   * @param items finds the items in what the state works on; null for that itself
   * @param selector an iteration's input; null for the item
   * @param concurrency how many at once, 0 for as many as possible; null for that too
   */
  record Source(
      boolean jsonata,
      @Nullable Function<Scope, Json> items,
      @Nullable Template selector,
      @Nullable ToLongFunction<Scope> concurrency) {

    /** What the state's data says the items are. */
    Json find(Scope scope) {
      return items == null ? scope.input() : items.apply(scope);
    }

    /** How many iterations at once; 0 or less for as many as possible. */
    long atOnce(Scope scope) {
      return concurrency == null ? 0 : concurrency.applyAsLong(scope);
    }

    /** The input of an iteration. */
    Json inputOf(Frame frame, Json effective, MapItem item) {
      if (selector == null) {
        return item.value();
      }
      return selector.evaluate(
          Scope.of(
              effective,
              () -> ContextObject.of(frame, item),
              frame,
              frame.execution().engine().sources()));
    }
  }

  private final Source source;
  private final Node processor;

  MapNode(String name, Flow flow, Source source, Node processor, Recovery recovery) {
    super(
        name,
        EventType.MAP_STATE_ENTERED,
        EventType.MAP_STATE_EXITED,
        EventType.MAP_STATE_SUCCEEDED,
        EventType.MAP_STATE_FAILED,
        flow,
        recovery);
    this.source = source;
    this.processor = processor;
  }

  @Override
  EventType aborted() {
    return EventType.MAP_STATE_ABORTED;
  }

  @Override
  void attempt(Frame frame) {
    Json effective = effective(frame);
    Scope scope = frame.scope().withInput(effective);
    List<MapItem> items = MapItems.of(frame, source.find(scope), source.jsonata);
    if (items == null) {
      return;
    }
    long atOnce = source.atOnce(scope);
    int started =
        frame.record(EventType.MAP_STATE_STARTED, new EventDetails.MapStarted(items.size()));
    frame.decide();
    frame.scheduled();
    int limit = atOnce <= 0 ? MOST_AT_ONCE : (int) Math.min(atOnce, MOST_AT_ONCE);
    frame.execution().records().iterations(frame.number(), effective, limit, items);
    MapAttempt attempt = new MapAttempt(frame, this, effective, items, limit);
    frame.suspend(attempt);
    attempt.start(started);
  }

  Node processor() {
    return processor;
  }

  /** The input of an iteration. */
  Json inputOf(Frame frame, Json effective, MapItem item) {
    return source.inputOf(frame, effective, item);
  }
}
