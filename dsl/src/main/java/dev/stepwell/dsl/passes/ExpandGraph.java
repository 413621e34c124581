package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.model.Draft;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.outcome.Decision;
import dev.stepwell.dsl.plan.GraphPlan;
import dev.stepwell.dsl.plan.Layout;
import dev.stepwell.dsl.structure.Nesting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns a graph of tasks into states. It follows all ways through the nested graph at the same
 * time, with what is known on each of them: a task that certainly runs is gone to directly, one
 * that certainly does not is passed by, and only for the others is there a Choice. Every way sets
 * the states of the tasks that it decides.
 */
final class ExpandGraph {

  private static final int LONGEST_NAME = 80;

  private final Expand expand;
  private final Routes routes;
  private final GraphPlan plan;
  private final Layout layout;
  private final GraphRules rules;
  private final GraphRecords records;
  private final GraphTasks tasks;
  private final GraphPassing passing;
  private final Links links = new Links();
  private final Asked asked;
  private final Asked asking = new Asked();
  private final Set<String> names = new HashSet<>();
  private int forks;

  /** Whose states and ways conditions look at, and for whom. */
  static final class Asked {
    private final Set<Integer> states = new HashSet<>();
    private final Map<Integer, Set<Integer>> ways = new TreeMap<>();
  }

  private ExpandGraph(Expand expand, Routes routes, GraphPlan plan, Layout layout, Asked asked) {
    this.expand = expand;
    this.routes = routes;
    this.plan = plan;
    this.layout = layout;
    this.rules = new GraphRules(plan);
    this.records = new GraphRecords(routes, plan);
    this.tasks = new GraphTasks(expand, routes, plan, records, links);
    this.asked = asked;
    this.passing = new GraphPassing(plan, rules, records, asked.states);
  }

  /** Adds the states of a graph, and gives the first of them. */
  static String add(
      Expand expand, Routes routes, Node.Graph graph, Context context, @Nullable String next) {
    Routes.Planned planned = Objects.requireNonNull(routes.graphs().get(graph.id()));
    GraphPlan plan = planned.plan();
    Layout layout = planned.layout();
    ExpandGraph first = new ExpandGraph(expand, routes, plan, layout, new Asked());
    first.all(context.scratch(), null);
    return new ExpandGraph(expand, routes, plan, layout, first.asking).all(context, next);
  }

  private String all(Context context, @Nullable String next) {
    GraphScope scope = new GraphScope(context);
    GraphFlow start = new GraphFlow(links.label(), new Known(plan.size()));
    List<GraphFlow> out = level(layout.top(), scope, List.of(start));
    new GraphVerdict(plan, records, routes, links).add(out, scope, next);
    context.graph().resolve(links);
    return links.state(start.label());
  }

  private List<GraphFlow> level(Layout.Level level, GraphScope scope, List<GraphFlow> in) {
    return nest(level, level.nesting(), scope, in);
  }

  private List<GraphFlow> nest(
      Layout.Level level, Nesting nesting, GraphScope scope, List<GraphFlow> in) {
    if (nesting instanceof Nesting.Vertex vertex) {
      Layout.Item item = level.items().get(vertex.number());
      return item.isRegion() ? region(item, scope, in) : vertex(item.vertex(), scope, in);
    } else if (nesting instanceof Nesting.Fork) {
      return fork(level, nesting.parts(), scope, in);
    }
    List<GraphFlow> flows = in;
    for (Nesting part : nesting.parts()) {
      flows = nest(level, part, scope, flows);
    }
    return flows;
  }

  /** What conditions in a scope see, for a vertex or a region of these vertices. */
  private GraphRules.Places places(GraphScope scope, List<Integer> readers) {
    return new GraphRules.Places() {
      @Override
      public Expr state(int vertex) {
        asking.states.add(vertex);
        return records.state(vertex, scope);
      }

      @Override
      public Expr way(int vertex) {
        asking.ways.computeIfAbsent(vertex, v -> new TreeSet<>()).addAll(readers);
        return records.way(vertex, scope);
      }
    };
  }

  private List<GraphFlow> vertex(int v, GraphScope scope, List<GraphFlow> in) {
    records.home(v, scope);
    List<GraphFlow> out = new ArrayList<>();
    List<GraphFlow> open = new ArrayList<>();
    List<GraphFlow> runs = new ArrayList<>();
    for (GraphFlow flow : in) {
      EnumSet<Decision> possible = rules.possible(v, flow.known());
      if (possible.size() > 1) {
        open.add(flow);
      } else if (possible.contains(Decision.RUN)) {
        runs.add(flow);
      } else {
        out.add(passing.one(v, possible.iterator().next(), flow));
      }
    }
    if (!open.isEmpty()) {
      Known known = GraphFlow.together(open);
      List<GraphRules.Case> cases = rules.cases(v, known, places(scope, List.of(v)));
      ask(plan.vertex(v).id(), open, known, cases, scope)
          .forEach(
              (decision, flow) -> {
                rules.narrow(v, flow.known(), decision);
                if (decision == Decision.RUN) {
                  runs.add(flow);
                } else {
                  out.add(passing.one(v, decision, flow));
                }
              });
    }
    if (!runs.isEmpty()) {
      out.addAll(tasks.add(v, rules.ways(v), asked.ways.containsKey(v), scope, runs));
    }
    return out;
  }

  /** A Choice among what may come of something. */
  private Map<Decision, GraphFlow> ask(
      String id,
      List<GraphFlow> flows,
      Known known,
      List<GraphRules.Case> cases,
      GraphScope scope) {
    Map<Decision, GraphFlow> ways = new EnumMap<>(Decision.class);
    List<Draft.Rule> conditions = new ArrayList<>();
    String otherwise = "";
    for (GraphRules.Case each : cases) {
      GraphFlow flow =
          ways.computeIfAbsent(
              each.decision(), decision -> new GraphFlow(links.label(), known.copy()));
      if (each.conditions().isEmpty()) {
        otherwise = flow.label();
      } else {
        conditions.add(new Draft.Rule(each.conditions().get(0), Expr.fields(), flow.label()));
      }
    }
    String name = id + ".rule";
    links.land(flows, name);
    scope.context().graph().add(new Draft.Choice(name, conditions, Expr.fields(), otherwise));
    return ways;
  }

  private static List<Integer> vertices(Layout.Level level, Nesting nesting) {
    return nesting.vertices().stream()
        .flatMap(item -> level.items().get(item).vertices().stream())
        .toList();
  }

  private List<GraphFlow> fork(
      Layout.Level level, List<Nesting> parts, GraphScope scope, List<GraphFlow> in) {
    List<List<Integer>> inside = parts.stream().map(part -> vertices(level, part)).toList();
    List<List<Integer>> ordered = inside.stream().map(passing::inOrder).toList();
    List<Integer> all = passing.inOrder(inside.stream().flatMap(List::stream).toList());
    List<GraphFlow> live = new ArrayList<>();
    List<GraphFlow> dead = new ArrayList<>();
    boolean exclusive = true;
    for (GraphFlow flow : in) {
      long alive = ordered.stream().filter(part -> passing.mayRun(part, flow.known())).count();
      (alive == 0 ? dead : live).add(flow);
      exclusive &= alive <= 1;
    }
    if (exclusive) {
      // On every way at most one part has something to do, so that nothing is at the same time.
      List<GraphFlow> flows = in;
      for (Nesting part : parts) {
        flows = nest(level, part, scope, flows);
      }
      return flows;
    }
    String variable = nextFork(scope);
    List<GraphFlow> out = new ArrayList<>();
    dead.forEach(flow -> out.add(passing.all(all, variable, flow)));
    Known known = GraphFlow.together(live);
    Known after = known.copy();
    List<Draft.Graph> branches = new ArrayList<>();
    boolean values = false;
    for (int i = 0; i < parts.size(); i++) {
      GraphScope branch = new GraphScope(scope.context().inner().within(variable));
      GraphFlow start = new GraphFlow(links.label(), known.copy());
      List<GraphFlow> ends = nest(level, parts.get(i), branch, List.of(start));
      Known end = GraphFlow.together(ends);
      inside.get(i).forEach(v -> after.set(v, end.states(v), end.ways(v)));
      Expr.Fields output = records.output(inside.get(i), branch, asked.ways);
      values |= output.has("values");
      branches.add(closed(branch, start, ends, first(level, parts.get(i)), output));
    }
    String name = name(parts.stream().map(part -> first(level, part)).toList());
    links.land(live, name);
    GraphFlow next = new GraphFlow(links.label(), after);
    scope
        .context()
        .graph()
        .add(
            new Draft.Parallel(
                name,
                branches,
                List.of(),
                GraphRecords.kept(variable, values),
                Expr.call("$merge([{0}])", Expr.result("tasks")),
                next.label()));
    out.add(next);
    return out;
  }

  private String nextFork(GraphScope scope) {
    String variable = routes.variable(plan.graph().id()) + "_" + ++forks;
    scope.forks().add(variable);
    return variable;
  }

  /** The states of a branch, which give its record at the end. */
  private Draft.Graph closed(
      GraphScope branch, GraphFlow start, List<GraphFlow> ends, String id, Expr output) {
    Graphs graph = branch.context().graph();
    String end = unique(id + ".end");
    links.end(ends, end, output);
    graph.add(new Draft.Succeed(end, output));
    graph.resolve(links);
    String first = links.state(start.label());
    if (!start.assign().isEmpty()) {
      String passed = unique(id + ".skipped");
      graph.add(new Draft.Pass(passed, start.fields(), first));
      first = passed;
    }
    return graph.from(expand.captured(id, branch.context(), first));
  }

  private String first(Layout.Level level, Nesting nesting) {
    return level.items().get(nesting.vertices().get(0)).id();
  }

  private String name(List<String> ids) {
    int last = ids.size() - 1;
    String all = String.join(", ", ids.subList(0, last)) + " and " + ids.get(last);
    return unique(all.length() <= LONGEST_NAME - 5 ? all : ids.get(0) + " and " + last + " more");
  }

  private String unique(String wish) {
    String name = wish;
    for (int number = 2; !names.add(name); number++) {
      name = wish + " " + number;
    }
    return name;
  }

  private List<GraphFlow> region(Layout.Item item, GraphScope scope, List<GraphFlow> in) {
    Set<Integer> sources = plan.sources(item.id());
    List<Integer> ordered = passing.inOrder(item.vertices());
    int member = item.vertices().get(0);
    String variable = nextFork(scope);
    List<GraphFlow> out = new ArrayList<>();
    List<GraphFlow> open = new ArrayList<>();
    List<GraphFlow> runs = new ArrayList<>();
    for (GraphFlow flow : in) {
      EnumSet<Decision> possible =
          sources.isEmpty()
              ? EnumSet.of(Decision.RUN)
              : rules.possible(sources, member, flow.known());
      if (!passing.mayRun(ordered, flow.known())) {
        out.add(passing.all(ordered, variable, flow));
      } else if (possible.size() > 1) {
        open.add(flow);
      } else if (possible.contains(Decision.RUN)) {
        runs.add(flow);
      } else {
        out.add(passing.all(item.vertices(), variable, flow, possible.iterator().next()));
      }
    }
    if (!open.isEmpty()) {
      Known known = GraphFlow.together(open);
      ask(
              item.id(),
              open,
              known,
              rules.cases(sources, member, known, places(scope, item.vertices())),
              scope)
          .forEach(
              (decision, flow) -> {
                if (decision == Decision.RUN) {
                  runs.add(flow);
                } else {
                  out.add(passing.all(item.vertices(), variable, flow, decision));
                }
              });
    }
    if (!runs.isEmpty()) {
      out.addAll(items(item, variable, scope, runs));
    }
    return out;
  }

  private List<GraphFlow> items(
      Layout.Item item, String variable, GraphScope scope, List<GraphFlow> runs) {
    Known known = GraphFlow.together(runs);
    GraphRegion region = new GraphRegion(routes, plan, plan.region(item.id()), variable, links);
    GraphScope inside = new GraphScope(region.inside(scope.context()));
    GraphFlow start = new GraphFlow(links.label(), known.copy());
    List<GraphFlow> ends = level(layout.level(item.id()), inside, List.of(start));
    Known end = GraphFlow.together(ends);
    Expr.Fields output = records.output(item.vertices(), inside, asked.ways);
    Draft.Graph body = closed(inside, start, ends, item.id(), output);
    links.land(runs, item.id());
    return region.add(item.vertices(), body, known, end, scope, inside, output.has("values"));
  }
}
