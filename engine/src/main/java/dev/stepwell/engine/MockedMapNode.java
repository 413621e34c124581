package dev.stepwell.engine;

import dev.stepwell.asl.MapState;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.expression.Scope;
import dev.stepwell.engine.teststate.Mock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Map whose iterations are said to have ended. */
final class MockedMapNode extends WorkNode {

  private final MapState state;
  private final Flow flow;
  private final MapNode.Source source;
  private final DistributedMapNode.Extras extras;
  private final Trial trial;
  private final Mock mock;

  MockedMapNode(
      MapState state,
      Flow flow,
      MapNode.Source source,
      DistributedMapNode.Extras extras,
      Recovery recovery,
      Trial trial,
      Mock mock) {
    super(state.name(), EventType.MAP_STATE_ENTERED, EventType.MAP_STATE_EXITED, recovery);
    this.state = state;
    this.flow = flow;
    this.source = source;
    this.extras = extras;
    this.trial = trial;
    this.mock = mock;
  }

  @Override
  void attempt(Frame frame) {
    Json effective = flow.effective(frame);
    Scope scope = frame.scope().withInput(effective);
    List<MapItem> items = extras.reader() == null ? found(frame, scope) : read(frame, scope);
    if (items == null) {
      return;
    }
    inspection().notes("maxConcurrency", Json.of(source.atOnce(scope)));
    Tolerance.Limits limits = extras.tolerance().limits(frame, scope);
    if (limits == null) {
      return;
    }
    if (limits.count() != null) {
      inspection().notes("toleratedFailureCount", Json.of(limits.count()));
    }
    if (limits.percentage() != null) {
      inspection().notes("toleratedFailurePercentage", Json.of(limits.percentage()));
    }
    try {
      prepare(frame, effective, scope, items);
    } catch (ItemTooLargeException tooLarge) {
      frame.fail(Failure.of(ItemReader.FAILED, tooLarge.getMessage()));
      return;
    }
    end(frame, effective, limits, items.size());
  }

  private Inspection inspection() {
    return trial.inspection();
  }

  private @Nullable List<MapItem> found(Frame frame, Scope scope) {
    Json found = source.find(scope);
    if (!source.jsonata() && !(found instanceof JsonArray)) {
      String path = state.itemsPath() == null ? "$" : state.itemsPath();
      frame.failFatally(
          "Reference path \""
              + (path.startsWith("$$") ? path.substring(1) : path)
              + "\" must point to array.");
      return null;
    }
    inspection().sees(Inspection.ITEMS_PATH, found);
    return MapItems.of(frame, found, source.jsonata());
  }

  private @Nullable List<MapItem> read(Frame frame, Scope scope) {
    ItemReader reader = extras.reader();
    String data = trial.request().configuration().mapItemReaderData();
    if (reader == null || data == null) {
      return List.of();
    }
    Json request = reader.arguments().evaluate(scope);
    List<MapItem> items;
    try {
      boolean mapsObjects = frame.execution().engine().behaviour().mapsObjects();
      items = reader.items(data, (JsonObject) request, scope, mapsObjects);
    } catch (IllegalArgumentException unreadable) {
      frame.fail(Failure.of(ItemReader.FAILED, unreadable.getMessage()));
      return null;
    }
    if (reader.config().has("ItemsPointer")) {
      inspection()
          .sees(
              Inspection.ITEMS_POINTER,
              items.stream().map(MapItem::value).collect(JsonArray.collector()));
    }
    return items;
  }

  private void prepare(Frame frame, Json effective, Scope scope, List<MapItem> items) {
    List<Json> inputs = new ArrayList<>();
    for (MapItem item : items) {
      inputs.add(source.inputOf(frame, effective, item));
    }
    if (source.selector() != null) {
      inspection().sees(Inspection.ITEM_SELECTOR, JsonArray.of(inputs));
    }
    ItemBatcher batcher = extras.batcher();
    if (batcher != null) {
      inspection().sees(Inspection.ITEM_BATCHER, JsonArray.of(batcher.batches(scope, inputs)));
    }
  }

  private void end(Frame frame, Json effective, Tolerance.Limits limits, int found) {
    int items = mock.result() instanceof JsonArray results ? results.length() : found;
    Mock.MockedFailure failure = mock.failure();
    Integer failures = trial.request().configuration().mapIterationFailureCount();
    if (failure != null) {
      frame.fail(Failure.reported(failure.error(), failure.cause()));
    } else if (failures != null && limits.areSet() && limits.isExceededBy(failures, items)) {
      frame.fail(Tolerance.exceeded());
    } else {
      frame.exit(next(), flow.leave(frame, effective, mock.result()));
    }
  }
}
