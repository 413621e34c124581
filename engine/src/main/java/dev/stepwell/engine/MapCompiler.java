package dev.stepwell.engine;

import dev.stepwell.asl.MapState;
import dev.stepwell.asl.ProcessorConfig;
import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.expression.Path;
import dev.stepwell.engine.expression.Scope;
import dev.stepwell.engine.expression.Template;
import dev.stepwell.engine.expression.Templates;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes nodes of Map states. */
final class MapCompiler {

  private MapCompiler() {}

  static Node map(MapState state, List<RetryRule> retries, List<CatchRule> catches) {
    boolean jsonata = PlanCompiler.isJsonata(state);
    MapNode.Source source =
        new MapNode.Source(
            jsonata,
            items(state, jsonata),
            selector(state, jsonata),
            TaskCompiler.number(
                state.maxConcurrency(), state.maxConcurrencyPath(), "MaxConcurrency"));
    Flow flow = jsonata ? QueryFlow.of(state.data()) : PathFlow.ofMap(state.data());
    Node processor = PlanCompiler.graph(state.processor());
    return state.isDistributed()
        ? new DistributedMapNode(
            state.name(), flow, source, extras(state, jsonata), processor, retries, catches)
        : new MapNode(state.name(), flow, source, processor, retries, catches);
  }

  private static DistributedMapNode.Extras extras(MapState state, boolean jsonata) {
    ProcessorConfig config = state.config();
    return new DistributedMapNode.Extras(
        Tolerance.of(state),
        ItemReader.of(state, jsonata),
        ItemBatcher.of(state, jsonata),
        ResultWriter.of(state, jsonata),
        state.label(),
        config != null && "EXPRESS".equals(config.executionType())
            ? WorkflowType.EXPRESS
            : WorkflowType.STANDARD);
  }

  private static @Nullable Function<Scope, Json> items(MapState state, boolean jsonata) {
    Json items = state.items();
    if (jsonata) {
      return items == null ? null : Templates.jsonata(items, "Items")::evaluate;
    }
    return state.itemsPath() == null ? null : Path.parse(state.itemsPath())::read;
  }

  private static @Nullable Template selector(MapState state, boolean jsonata) {
    Json written = state.itemSelector();
    String field = "ItemSelector";
    if (written == null) {
      written = state.data().parameters();
      field = "Parameters";
    }
    if (written == null) {
      return null;
    }
    return jsonata ? Templates.jsonata(written, field) : Templates.payload(written, field);
  }
}
