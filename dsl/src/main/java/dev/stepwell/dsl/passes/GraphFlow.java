package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.TaskState;
import dev.stepwell.dsl.model.Expr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A way on from states that are there already to a state that is still to come.
 *
 * @param label stands in those states for the one to come
 * @param known what is the case on this way
 * @param assign what is to be assigned when it is taken; mutable
 */
record GraphFlow(String label, Known known, Map<String, Expr> assign) {

  GraphFlow(String label, Known known) {
    this(label, known, new LinkedHashMap<>());
  }

  /** What is known where all of these come together. */
  static Known together(List<GraphFlow> flows) {
    Known known = flows.get(0).known().copy();
    flows.forEach(flow -> known.or(flow.known()));
    return known;
  }

  /** Leaves out the states that the last record says anyway, for a way on which none is asked. */
  void leaveOut(TaskState state) {
    Expr word = Expr.text(state.word());
    assign.replaceAll((variable, value) -> without(value, word));
    assign
        .entrySet()
        .removeIf(
            entry ->
                entry.getValue().equals(Expr.fields())
                    || (entry.getKey().endsWith("_state") && entry.getValue().equals(word)));
  }

  /** A record of states by task without those in a state. */
  private static Expr without(Expr value, Expr word) {
    return value instanceof Expr.Fields tasks
        ? new Expr.Fields(
            tasks.members().stream().filter(task -> !task.value().equals(word)).toList())
        : value;
  }

  /** The assignments as an object. */
  Expr.Fields fields() {
    Expr.Fields fields = Expr.fields();
    for (Map.Entry<String, Expr> entry : assign.entrySet()) {
      fields = fields.and(entry.getKey(), entry.getValue());
    }
    return fields;
  }
}
