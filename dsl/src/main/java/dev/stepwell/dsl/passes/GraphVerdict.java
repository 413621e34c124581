package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.TaskState;
import dev.stepwell.dsl.model.Draft;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.outcome.Condition;
import dev.stepwell.dsl.plan.GraphPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of a graph: keeps how all tasks have ended, and fails if a leaf has failed. */
final class GraphVerdict {

  /** The error of a graph of which a task that counts has failed. */
  static final String ERROR = "Graph.TasksFailed";

  private static final int BAD = TaskState.FAILED.bit() | TaskState.UPSTREAM_FAILED.bit();
  private static final int LONGEST_CAUSE = 4000;

  private final GraphPlan plan;
  private final GraphRecords records;
  private final Routes routes;
  private final Links links;

  GraphVerdict(GraphPlan plan, GraphRecords records, Routes routes, Links links) {
    this.plan = plan;
    this.records = records;
    this.routes = routes;
    this.links = links;
  }

  void add(List<GraphFlow> flows, GraphScope scope, @Nullable String next) {
    String id = plan.graph().id();
    String variable = routes.variable(id);
    Graphs graph = scope.context().graph();
    Known known = GraphFlow.together(flows);
    List<Integer> doubtful =
        plan.leaves().stream().filter(leaf -> (known.states(leaf) & BAD) != 0).toList();
    String after = next == null ? id + ".done" : next;
    String end = id + ".tasks";
    flows.forEach(flow -> flow.leaveOut(TaskState.UPSTREAM_FAILED));
    links.land(flows, end);
    Expr.Fields assign = Expr.fields().and(variable + "_tasks", records.allTasks(scope));
    if (doubtful.isEmpty()) {
      graph.add(new Draft.Pass(end, assign, after));
    } else {
      graph.add(
          new Draft.Pass(
              end, assign.and(variable + "_failures", records.failures(scope)), id + ".verdict"));
      verdict(id, variable, doubtful, scope, after);
    }
    if (next == null) {
      graph.add(new Draft.Succeed(after, at(variable + "_tasks", List.of())));
    }
  }

  private void verdict(
      String id, String variable, List<Integer> doubtful, GraphScope scope, String after) {
    Graphs graph = scope.context().graph();
    List<Expr> states = new ArrayList<>();
    for (int leaf : doubtful) {
      states.add(at(variable + "_tasks", List.of(plan.vertex(leaf).id())));
    }
    Expr bad = GraphRules.spelled(new Condition(BAD, 0), new GraphRules.Seen(states, false));
    graph.add(
        new Draft.Choice(
            id + ".verdict",
            List.of(new Draft.Rule(bad, Expr.fields(), id + ".failed")),
            Expr.fields(),
            after));
    Expr told =
        Expr.call(
            "$join({0}.(Task & ': ' & Error & ': ' & Cause), '; ')",
            at(variable + "_failures", List.of()));
    Expr cause = Expr.call("$substring({0}, 0, " + LONGEST_CAUSE + ")", told);
    graph.add(scope.context().failures().raise(id + ".failed", ERROR, cause));
  }

  private static Expr at(String variable, List<String> path) {
    return new Expr.At("$" + variable, path);
  }
}
