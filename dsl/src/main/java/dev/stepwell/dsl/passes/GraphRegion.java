package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.TaskState;
import dev.stepwell.dsl.model.Draft;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Region;
import dev.stepwell.dsl.plan.GraphPlan;
import java.util.List;

/** The state around the tasks of a region, and what it keeps of them. */
final class GraphRegion {

  private final Routes routes;
  private final GraphPlan plan;
  private final Region region;
  private final String variable;
  private final Links links;

  GraphRegion(Routes routes, GraphPlan plan, Region region, String variable, Links links) {
    this.routes = routes;
    this.plan = plan;
    this.region = region;
    this.variable = variable;
    this.links = links;
  }

  /** Where the states of an item go. */
  Context inside(Context context) {
    return region.isMapped()
        ? context.inner(region.id()).within(variable)
        : context.child(variable);
  }

  /** Adds the state, and gives the ways on from it. */
  List<GraphFlow> add(
      List<Integer> vertices,
      Draft.Graph body,
      Known before,
      Known end,
      GraphScope scope,
      GraphScope inside,
      boolean values) {
    GraphFlow done = new GraphFlow(links.label(), before.copy());
    GraphFlow failed = new GraphFlow(links.label(), before.copy());
    Expr.Fields empty = Expr.fields();
    Expr.Fields states = Expr.fields();
    Expr.Fields lost = Expr.fields();
    for (int v : vertices) {
      String id = plan.vertex(v).id();
      if (region.isMapped()) {
        done.known().set(v, end.states(v) | TaskState.SKIPPED.bit(), Known.NO_WAY);
      } else {
        done.known().set(v, end.states(v), end.ways(v));
      }
      failed.known().set(v, TaskState.FAILED);
      empty = empty.and(id, Expr.text(TaskState.SKIPPED.word()));
      lost = lost.and(id, Expr.text(TaskState.FAILED.word()));
      Expr all = Expr.result("tasks", id);
      Expr told =
          (end.states(v) & TaskState.UPSTREAM_FAILED.bit()) == 0
              ? Expr.call("[{0}]", all)
              : Expr.call(
                  "[{0}.($exists({1}) ? {1} : {2})]",
                  Expr.result("tasks"),
                  new Expr.At(dev.stepwell.dsl.language.Jsonata.step(id), List.of()),
                  Expr.text(TaskState.UPSTREAM_FAILED.word()));
      states = states.and(id, told);
    }
    failed.assign().put(variable + "_tasks", lost);
    Expr tasks = Expr.raw("$count({0}) = 0 ? {1} : {2}", Expr.result(), empty, states);
    Failures failures =
        new Failures(
            List.of(
                new Failures.Target(
                    List.of("States.ALL"),
                    failed.label(),
                    variable + "_failures",
                    false,
                    region.id())));
    Captures captures = inside.context().captures();
    Expr items = region.items();
    scope
        .context()
        .graph()
        .add(
            new Draft.Map(
                region.id(),
                items == null
                    ? new Expr.Elements(List.of(Expr.number(1)))
                    : routes.lower(items, scope.context(), ""),
                region.atOnce(),
                items == null && captures != null ? captures.selector() : null,
                body,
                failures.catches(),
                items == null
                    ? GraphRecords.kept(variable, values)
                    : Expr.fields()
                        .and(variable + "_tasks", tasks)
                        .and(variable + "_failures", Expr.call("[{0}]", Expr.result("failures"))),
                items == null
                    ? Expr.call("$merge([{0}])", Expr.result("tasks"))
                    : Expr.fields().and("items", Expr.call("$count({0})", Expr.result())),
                done.label()));
    return List.of(done, failed);
  }
}
