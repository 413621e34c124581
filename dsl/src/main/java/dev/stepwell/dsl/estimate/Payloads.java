package dev.stepwell.dsl.estimate;

import dev.stepwell.asl.ChoiceRule;
import dev.stepwell.asl.ChoiceState;
import dev.stepwell.asl.MapState;
import dev.stepwell.asl.ParallelState;
import dev.stepwell.asl.State;
import dev.stepwell.asl.StateGraph;
import dev.stepwell.asl.TaskState;
import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Finds the greatest payload of a machine. */
final class Payloads {

  private final List<String> open = new ArrayList<>();
  private long least = 0;
  private OptionalLong most = OptionalLong.of(0);
  private String place = "";

  private Payloads() {}

  static Payload of(StateGraph graph) {
    Payloads found = new Payloads();
    found.graph(graph);
    return new Payload(new Range(found.least, found.most), found.place, found.open);
  }

  private void graph(StateGraph graph) {
    for (State state : graph.states().values()) {
      look(state, "Arguments", state.data().arguments());
      if (state instanceof MapState map) {
        look(state, "Items", map.items());
        look(state, "ItemSelector", map.itemSelector());
      }
      look(state, "Assign", state.data().assign());
      if (state.data().output() == null && givesResult(state)) {
        take(state, "Output", new Range(0, OptionalLong.empty()));
      }
      look(state, "Output", state.data().output());
      if (state instanceof ChoiceState choice) {
        for (ChoiceRule rule : choice.choices()) {
          look(state, "Assign", rule.assign());
          look(state, "Output", rule.output());
        }
      }
      Analysis.inside(state).forEach(this::graph);
    }
  }

  /** Whether a state without Output gives something other than its input. */
  private static boolean givesResult(State state) {
    return state instanceof TaskState
        || state instanceof MapState
        || state instanceof ParallelState;
  }

  private void look(State state, String field, @Nullable Json template) {
    if (template != null) {
      take(state, field, Sizes.of(template));
    }
  }

  private void take(State state, String field, Range bytes) {
    String here = state.name() + "." + field;
    if (bytes.least() > least) {
      least = bytes.least();
      place = here;
    }
    if (bytes.most().isEmpty() && !open.contains(here)) {
      open.add(here);
    }
    most = Range.greater(most, bytes.most());
  }
}
