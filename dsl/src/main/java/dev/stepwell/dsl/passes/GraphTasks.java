package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.TaskState;
import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Draft;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Vertex;
import dev.stepwell.dsl.model.Vertex.Action;
import dev.stepwell.dsl.plan.Choices;
import dev.stepwell.dsl.plan.GraphPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The states of the tasks of a graph that run: their work, and how it may end. */
final class GraphTasks {

  private static final int RAN =
      TaskState.SUCCESS.bit() | TaskState.FAILED.bit() | TaskState.SKIPPED.bit();

  private final Expand expand;
  private final Routes routes;
  private final GraphPlan plan;
  private final GraphRecords records;
  private final Links links;

  GraphTasks(Expand expand, Routes routes, GraphPlan plan, GraphRecords records, Links links) {
    this.expand = expand;
    this.routes = routes;
    this.plan = plan;
    this.records = records;
    this.links = links;
  }

  /**
   * Adds the states of a vertex.
   *
   * @param asked whether somebody asks at run time which way it has taken
   * @param runs the ways on which it runs
   * @return the ways on from it
   */
  List<GraphFlow> add(
      int v, List<Choices.Way> ways, boolean asked, GraphScope scope, List<GraphFlow> runs) {
    Vertex vertex = plan.vertex(v);
    Known known = GraphFlow.together(runs);
    if (vertex.action() instanceof Action.Run run) {
      return run(v, vertex, run.body(), scope, runs, known);
    } else if (vertex.action() instanceof Action.Each each) {
      links.land(runs, vertex.id());
      return each(v, vertex, each, scope, known);
    }
    links.land(runs, vertex.id());
    return choose(v, vertex, ways, asked, scope, known);
  }

  private List<GraphFlow> choose(
      int v, Vertex vertex, List<Choices.Way> ways, boolean asked, GraphScope scope, Known known) {
    List<GraphFlow> out = new ArrayList<>();
    for (int w = 0; w < ways.size(); w++) {
      GraphFlow flow = ended(v, TaskState.SUCCESS, known);
      flow.known().set(v, TaskState.SUCCESS.bit(), 1 << w);
      if (asked) {
        flow.assign().put(records.variable(v) + "_way", Expr.text(ways.get(w).name()));
      }
      out.add(flow);
    }
    List<Expr> conditions =
        vertex.action() instanceof Action.Choose choose
            ? choose.ways().stream().map(Vertex.Way::condition).toList()
            : vertex.uses();
    List<Draft.Rule> rules = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      // What cannot be compared because it is not there does not hold.
      Expr holds = Expr.raw("{0} = true", routes.lower(conditions.get(i), scope.context(), ""));
      rules.add(new Draft.Rule(holds, Expr.fields(), out.get(i).label()));
    }
    scope
        .context()
        .graph()
        .add(new Draft.Choice(vertex.id(), rules, Expr.fields(), out.get(out.size() - 1).label()));
    return out;
  }

  /** A way on from a vertex that has ended so. */
  private GraphFlow ended(int v, TaskState state, Known before) {
    GraphFlow flow = new GraphFlow(links.label(), before.copy());
    flow.known().set(v, state);
    flow.assign().put(records.variable(v) + "_state", Expr.text(state.word()));
    return flow;
  }

  private List<GraphFlow> run(
      int v, Vertex vertex, Block body, GraphScope scope, List<GraphFlow> runs, Known known) {
    List<GraphFlow> out = new ArrayList<>();
    GraphFlow success = ended(v, TaskState.SUCCESS, known);
    out.add(success);
    String end = success.label();
    Context context = scope.context();
    if (vertex.onSuccess() != null) {
      end = callback(vertex.onSuccess(), context, end);
    }
    Expr result = body.result();
    if (result != null && routes.carried().contains(vertex.id())) {
      end = value(vertex, result, context, end);
    }
    Failures failures = failures(v, vertex, context, out, known);
    Context inside = context.alone(failures);
    String entry = expand.entry(body, inside, end);
    links.land(runs, entry == null ? end : entry);
    expand.block(body, inside, end);
    return out;
  }

  /** The state that keeps what a block gives. */
  private String value(Vertex vertex, Expr result, Context context, String next) {
    String name = vertex.id() + ".value";
    Expr.Fields assign =
        Expr.fields().and(routes.variable(vertex.id()), routes.lower(result, context, ""));
    context.graph().add(new Draft.Pass(name, assign, next));
    return name;
  }

  /** Where the failures of a vertex go: it is skipped by some, and failed by the others. */
  private Failures failures(
      int v, Vertex vertex, Context context, List<GraphFlow> out, Known known) {
    List<Failures.Target> targets = new ArrayList<>();
    if (!vertex.skippedBy().isEmpty()) {
      GraphFlow skipped = ended(v, TaskState.SKIPPED, known);
      out.add(skipped);
      targets.add(new Failures.Target(vertex.skippedBy(), skipped.label(), null, false));
    }
    if (vertex.skippedBy().contains("States.ALL")) {
      return new Failures(targets);
    }
    GraphFlow failed = ended(v, TaskState.FAILED, known);
    out.add(failed);
    String label = failed.label();
    if (vertex.onFailure() != null) {
      label = callback(vertex.onFailure(), context, label);
    }
    targets.add(
        new Failures.Target(List.of("States.ALL"), label, records.failure(v), false, vertex.id()));
    return new Failures(targets);
  }

  /** Adds what is done besides; whether it works does not matter. */
  private String callback(Block block, Context context, String next) {
    Context besides = context.alone(new Failures(List.of(Failures.Target.all(next, null))));
    String entry = expand.entry(block, besides, next);
    expand.block(block, besides, next);
    return entry == null ? next : entry;
  }

  private List<GraphFlow> each(
      int v, Vertex vertex, Action.Each each, GraphScope scope, Known known) {
    String variable = records.variable(v);
    GraphFlow done = new GraphFlow(links.label(), known.copy());
    done.known().set(v, RAN, Known.NO_WAY);
    GraphFlow failed = ended(v, TaskState.FAILED, known);
    Expr none = Expr.raw("$count({0}) = 0", Expr.result());
    Expr states =
        Expr.raw(
            "{0} ? {1} : [{2}]", none, Expr.text(TaskState.SKIPPED.word()), Expr.result("state"));
    Expr.Fields assign =
        Expr.fields()
            .and(variable + "_state", states)
            .and(variable + "_failures", Expr.call("[{0}]", Expr.result("failure")));
    if (routes.carried().contains(vertex.id())) {
      assign = assign.and(variable, Expr.call("[{0}]", Expr.result("value")));
    }
    Failures failures =
        new Failures(
            List.of(
                new Failures.Target(
                    List.of("States.ALL"),
                    failed.label(),
                    variable + "_failures",
                    false,
                    vertex.id())));
    scope
        .context()
        .graph()
        .add(
            new Draft.Map(
                vertex.id(),
                routes.lower(each.items(), scope.context(), ""),
                each.atOnce(),
                null,
                item(vertex, each.body(), scope.context().inner(vertex.id())),
                failures.catches(),
                assign,
                Expr.fields().and("items", Expr.call("$count({0})", Expr.result())),
                done.label()));
    return List.of(done, failed);
  }

  /** The states of one item: it gives how it has ended. */
  private Draft.Graph item(Vertex vertex, Block body, Context context) {
    Expr result = body.result();
    Expr.Fields ended = Expr.fields().and("state", Expr.text(TaskState.SUCCESS.word()));
    if (result != null && routes.carried().contains(vertex.id())) {
      ended = ended.and("value", routes.lower(result, context, ""));
    }
    String failure = routes.variable(Routes.failureKey(vertex.id()));
    List<Failures.Target> targets = new ArrayList<>();
    if (!vertex.skippedBy().isEmpty()) {
      String skipped = vertex.id() + ".skipped";
      targets.add(new Failures.Target(vertex.skippedBy(), skipped, null, false));
      context.graph().add(end(skipped, TaskState.SKIPPED, null));
    }
    String end = vertex.id() + ".success";
    String failed = vertex.id() + ".failed";
    context.graph().add(new Draft.Succeed(end, ended));
    context.graph().add(end(failed, TaskState.FAILED, new Expr.At("$" + failure, List.of())));
    String afterFailure =
        vertex.onFailure() == null ? failed : callback(vertex.onFailure(), context, failed);
    String afterSuccess =
        vertex.onSuccess() == null ? end : callback(vertex.onSuccess(), context, end);
    targets.add(
        new Failures.Target(List.of("States.ALL"), afterFailure, failure, false, vertex.id()));
    Context inside = context.alone(new Failures(targets));
    String start = expand.captured(vertex.id(), context, expand.entry(body, inside, afterSuccess));
    expand.block(body, inside, afterSuccess);
    return context.graph().from(start);
  }

  private static Draft end(String name, TaskState state, @Nullable Expr failure) {
    Expr.Fields output = Expr.fields().and("state", Expr.text(state.word()));
    return new Draft.Succeed(name, failure == null ? output : output.and("failure", failure));
  }
}
