package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints state machines as definitions, the fields in the order a reader expects: what a state is,
 * what goes in, what it does, what comes out, where it leads. Stateless and thread-safe.
 */
public final class StateMachineWriter {

  private StateMachineWriter() {}

  /** The definition that reads back as an equal machine. */
  public static JsonObject write(StateMachine machine) {
    JsonObject.Builder definition = JsonObject.builder();
    definition.putIfPresent("Comment", machine.graph().comment());
    definition.putIfPresent("Version", machine.version());
    if (machine.queryLanguage() != null) {
      definition.put("QueryLanguage", machine.queryLanguage().word());
    }
    if (machine.timeoutSeconds() != null) {
      definition.put("TimeoutSeconds", machine.timeoutSeconds());
    }
    return states(definition, machine.graph()).build();
  }

  /** A graph inside a state. */
  static JsonObject graph(StateGraph graph) {
    JsonObject.Builder written = JsonObject.builder();
    written.putIfPresent("Comment", graph.comment());
    return states(written, graph).build();
  }

  static JsonArray graphs(List<StateGraph> graphs) {
    List<Json> written = new ArrayList<>(graphs.size());
    graphs.forEach(each -> written.add(graph(each)));
    return JsonArray.of(written);
  }

  static JsonObject.Builder states(JsonObject.Builder to, StateGraph graph) {
    JsonObject.Builder states = JsonObject.builder();
    graph.states().forEach((name, state) -> states.put(name, StateWriter.write(state)));
    return to.put("StartAt", graph.startAt()).put("States", states.build());
  }
}
