package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.TaskState;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.outcome.Decision;
import dev.stepwell.dsl.plan.GraphPlan;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Passes by tasks that certainly do not run: a way keeps their states, where somebody asks. */
final class GraphPassing {

  private final GraphPlan plan;
  private final GraphRules rules;
  private final GraphRecords records;
  private final Set<Integer> asked;

  /**
   * What passes by the tasks of a graph.
   *
   * @param asked the vertices at whose states conditions look
   */
  GraphPassing(GraphPlan plan, GraphRules rules, GraphRecords records, Set<Integer> asked) {
    this.plan = plan;
    this.rules = rules;
    this.records = records;
    this.asked = asked;
  }

  /** Passes by one task. */
  GraphFlow one(int v, Decision decision, GraphFlow flow) {
    TaskState state = decision.state();
    flow.known().set(v, state);
    if (state == TaskState.SKIPPED || asked.contains(v)) {
      flow.assign().put(records.variable(v) + "_state", Expr.text(state.word()));
    }
    return flow;
  }

  /** Whether any of some vertices may run, after what is known. */
  boolean mayRun(List<Integer> inOrder, Known before) {
    Known known = before.copy();
    for (int v : inOrder) {
      EnumSet<Decision> possible = rules.possible(v, known);
      if (possible.size() > 1 || possible.contains(Decision.RUN)) {
        return true;
      }
      known.set(v, possible.iterator().next().state());
    }
    return false;
  }

  /** Vertices after all that they wait for. */
  List<Integer> inOrder(List<Integer> vertices) {
    Set<Integer> wanted = Set.copyOf(vertices);
    return Arrays.stream(plan.order().order()).boxed().filter(wanted::contains).toList();
  }

  /** Passes by everything in a fork or region: its record is set as if it had been there. */
  GraphFlow all(List<Integer> inOrder, String fork, GraphFlow flow) {
    Expr.Fields states = Expr.fields();
    for (int v : inOrder) {
      TaskState state = rules.possible(v, flow.known()).iterator().next().state();
      states = passed(v, state, flow, states);
    }
    if (!states.members().isEmpty()) {
      flow.assign().put(fork + "_tasks", states);
    }
    return flow;
  }

  private Expr.Fields passed(int v, TaskState state, GraphFlow flow, Expr.Fields states) {
    flow.known().set(v, state);
    return state == TaskState.SKIPPED || asked.contains(v)
        ? states.and(plan.vertex(v).id(), Expr.text(state.word()))
        : states;
  }

  /** The same where what decides for all of them is known. */
  GraphFlow all(List<Integer> vertices, String fork, GraphFlow flow, Decision decision) {
    Expr.Fields states = Expr.fields();
    for (int v : vertices) {
      states = passed(v, decision.state(), flow, states);
    }
    if (!states.members().isEmpty()) {
      flow.assign().put(fork + "_tasks", states);
    }
    return flow;
  }
}
