package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.TaskState;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Vertex;
import dev.stepwell.dsl.plan.GraphPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is kept of the tasks of a graph. A task that was not reached has no variable; it leaves no
 * member in a record, and the last record of all says {@code upstream_failed} for it.
 */
final class GraphRecords {

  private final Routes routes;
  private final GraphPlan plan;

  GraphRecords(Routes routes, GraphPlan plan) {
    this.routes = routes;
    this.plan = plan;
  }

  String variable(int vertex) {
    return routes.variable(plan.vertex(vertex).id());
  }

  /** The variable of the failure of a vertex, or of one of its items. */
  String failure(int vertex) {
    return routes.variable(Routes.failureKey(plan.vertex(vertex).id()));
  }

  /** Says where the variables of a vertex are set. */
  void home(int vertex, GraphScope scope) {
    scope.own().add(vertex);
    for (String kind : new String[] {"", "_state", "_way"}) {
      scope.context().homes().put(variable(vertex) + kind, scope.context().around());
    }
  }

  Expr state(int vertex, GraphScope from) {
    return from.context().homes().state(variable(vertex), plan.vertex(vertex).id(), from.context());
  }

  Expr way(int vertex, GraphScope from) {
    return value(variable(vertex) + "_way", from);
  }

  private static Expr value(String variable, GraphScope from) {
    return from.context().homes().value(variable, from.context(), List.of());
  }

  /** The states of all tasks of a scope, by task. */
  Expr tasks(GraphScope scope) {
    Expr.Fields own = Expr.fields();
    for (int v : scope.own()) {
      own = own.and(plan.vertex(v).id(), at(variable(v) + "_state"));
    }
    return merged(own, scope);
  }

  /** The same with a state for those that were not reached. */
  Expr allTasks(GraphScope scope) {
    Expr.Fields absent = Expr.fields();
    for (int v = 0; v < plan.size(); v++) {
      absent = absent.and(plan.vertex(v).id(), Expr.text(TaskState.UPSTREAM_FAILED.word()));
    }
    return Expr.call("$merge([{0}, {1}])", absent, tasks(scope));
  }

  private static Expr merged(Expr.Fields own, GraphScope scope) {
    List<Expr> parts = new ArrayList<>();
    if (!own.members().isEmpty() || scope.forks().isEmpty()) {
      parts.add(own);
    }
    scope.forks().forEach(fork -> parts.add(at(fork + "_tasks")));
    return parts.size() == 1
        ? Expr.call("{0}", parts.get(0))
        : Expr.call("$merge({0})", new Expr.Elements(parts));
  }

  /** The failures in a scope, as a list. */
  Expr failures(GraphScope scope) {
    List<Expr> all = new ArrayList<>();
    for (int v : scope.own()) {
      Vertex.Action action = plan.vertex(v).action();
      if (action instanceof Vertex.Action.Run) {
        all.add(at(failure(v)));
      } else if (action instanceof Vertex.Action.Each) {
        all.add(at(variable(v) + "_failures"));
      }
    }
    scope.forks().forEach(fork -> all.add(at(fork + "_failures")));
    return Expr.call("{0}", new Expr.Elements(all));
  }

  private static Expr at(String variable) {
    return new Expr.At("$" + variable, List.of());
  }

  /**
   * The values that are made among some vertices and read by others.
   *
   * @param wayReaders who asks for the ways of those that choose
   */
  Expr.Fields values(
      Collection<Integer> inside, GraphScope scope, Map<Integer, Set<Integer>> wayReaders) {
    Set<Integer> within = Set.copyOf(inside);
    Set<String> ids = new java.util.HashSet<>();
    for (int v : inside) {
      ids.add(plan.vertex(v).id());
      plan.around(v).forEach(region -> ids.add(region.id()));
    }
    Expr.Fields values = Expr.fields();
    for (int v : inside) {
      String id = plan.vertex(v).id();
      boolean read =
          routes.readers().getOrDefault(id, Set.of()).stream()
              .anyMatch(reader -> reader.stream().noneMatch(ids::contains));
      if (read) {
        values = values.and(variable(v), value(variable(v), scope));
      }
      if (!within.containsAll(wayReaders.getOrDefault(v, Set.of()))) {
        values = values.and(variable(v) + "_way", way(v, scope));
      }
    }
    return values;
  }

  /** What a branch gives. */
  Expr.Fields output(
      Collection<Integer> inside, GraphScope scope, Map<Integer, Set<Integer>> wayReaders) {
    Expr.Fields output = Expr.fields().and("tasks", tasks(scope)).and("failures", failures(scope));
    Expr.Fields values = values(inside, scope, wayReaders);
    return values.members().isEmpty() ? output : output.and("values", Expr.call("{0}", values));
  }

  /** What is kept of what the branches gave. */
  static Expr.Fields kept(String fork, boolean values) {
    Expr.Fields kept =
        Expr.fields()
            .and(fork + "_tasks", Expr.call("$merge([{0}])", Expr.result("tasks")))
            .and(fork + "_failures", Expr.call("[{0}]", Expr.result("failures")));
    return values
        ? kept.and(fork + "_values", Expr.call("$merge([{0}])", Expr.result("values")))
        : kept;
  }
}
