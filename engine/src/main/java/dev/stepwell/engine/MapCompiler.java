package dev.stepwell.engine;

import dev.stepwell.asl.MapState;
import dev.stepwell.asl.ProcessorConfig;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.expression.Path;
import dev.stepwell.engine.expression.ResultType;
import dev.stepwell.engine.expression.Scope;
import dev.stepwell.engine.expression.Template;
import dev.stepwell.engine.expression.Templates;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes nodes of Map states. */
final class MapCompiler {

  private MapCompiler() {}

  static Node map(
      MapState state, AwsBehaviour behaviour, PlanStates states, Flow flow, Recovery recovery) {
    MapNode.Source source = source(state, behaviour);
    Node processor = PlanCompiler.graph(state.processor(), behaviour, states);
    return state.isDistributed()
        ? new DistributedMapNode(
            state.name(),
            flow,
            source,
            extras(state),
            new Plan(processor, Long.MAX_VALUE, states),
            recovery)
        : new MapNode(state.name(), flow, source, processor, recovery);
  }

  static MapNode.Source source(MapState state, AwsBehaviour behaviour) {
    boolean jsonata = PlanCompiler.isJsonata(state);
    return new MapNode.Source(
        jsonata,
        jsonata ? queriedItems(state, behaviour) : itemsAtPath(state),
        selector(state, jsonata),
        TaskCompiler.number(state.maxConcurrency(), state.maxConcurrencyPath(), "MaxConcurrency"));
  }

  static DistributedMapNode.Extras extras(MapState state) {
    boolean jsonata = PlanCompiler.isJsonata(state);
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

  private static @Nullable Function<Scope, Json> itemsAtPath(MapState state) {
    return state.itemsPath() == null ? null : Path.parse(state.itemsPath())::read;
  }

  private static @Nullable Function<Scope, Json> queriedItems(
      MapState state, AwsBehaviour behaviour) {
    Json written = state.items();
    if (written == null) {
      return null;
    }
    Template array = Templates.jsonata(written, "Items", ResultType.ARRAY);
    if (!behaviour.mapsObjects()) {
      return array::evaluate;
    }
    Template any = Templates.jsonata(written, "Items");
    return scope -> {
      Json found = any.evaluate(scope);
      // Only to say what is wrong with anything else.
      return found instanceof JsonArray || found instanceof JsonObject
          ? found
          : array.evaluate(scope);
    };
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
