package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.TriggerRule;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Region;
import dev.stepwell.dsl.model.Vertex;
import dev.stepwell.dsl.plan.GraphPlan;
import dev.stepwell.dsl.structure.Dag;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds what Airflow refuses in a graph of tasks, and what cannot be nested at all. */
final class CheckGraph {

  private final Node.Graph graph;
  private final List<String> problems = new ArrayList<>();

  private CheckGraph(Node.Graph graph) {
    this.graph = graph;
  }

  static List<String> problems(Node.Graph graph) {
    CheckGraph check = new CheckGraph(graph);
    GraphPlan plan;
    try {
      plan = GraphPlan.of(graph);
    } catch (Dag.CycleException e) {
      List<String> ids = e.cycle().stream().map(v -> graph.vertices().get(v).id()).toList();
      return List.of(
          graph.vertices().get(e.cycle().get(0)).place()
              + ": tasks of graph '"
              + graph.id()
              + "' wait for each other in a circle: "
              + String.join(" -> ", ids)
              + " -> "
              + ids.get(0)
              + "; remove one of these dependencies");
    }
    for (int v = 0; v < plan.size(); v++) {
      check.vertex(plan, v);
    }
    return check.problems;
  }

  private void vertex(GraphPlan plan, int v) {
    Vertex vertex = plan.vertex(v);
    for (int before : plan.upstream().get(v)) {
      if (plan.vertex(before).role() == Vertex.Role.SETUP
          && !vertex.role().isTeardown()
          && vertex.rule() != TriggerRule.ALL_SUCCESS) {
        add(
            vertex,
            "is directly after the setup '"
                + plan.vertex(before).id()
                + "' and has the rule "
                + vertex.rule().word()
                + "; what follows a setup must have all_success");
      }
    }
    boolean mapped =
        vertex.action() instanceof Vertex.Action.Each
            || plan.around(v).stream().anyMatch(Region::isMapped);
    if (mapped && vertex.rule() == TriggerRule.ALWAYS) {
      add(vertex, "is mapped and runs always, before its items are known; use all_done");
    }
    for (Vertex.Edge edge : vertex.after()) {
      Optional<Vertex> from =
          graph.vertices().stream().filter(other -> other.id().equals(edge.from())).findFirst();
      if (edge.way() != null
          && !Objects.equals(from.map(Vertex::region).orElse(null), vertex.region())) {
        add(
            vertex,
            "is after a way of '"
                + edge.from()
                + "', which lies in another forEach or child; a branch chooses among the tasks"
                + " beside it, put both into the same block");
      }
    }
  }

  private void add(Vertex vertex, String what) {
    problems.add(vertex.place() + ": task '" + vertex.id() + "' " + what);
  }
}
