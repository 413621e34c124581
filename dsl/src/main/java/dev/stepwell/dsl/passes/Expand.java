package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Delay;
import dev.stepwell.dsl.model.Draft;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Program;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns statements into states: structure and failure wiring; tasks by {@link ExpandStep}. */
public final class Expand {

  private static final Expr NULL = new Expr.Constant(dev.stepwell.asl.json.JsonNull.NULL);

  private final Routes routes;
  private final ExpandStep steps;

  private Expand(Routes routes) {
    this.routes = routes;
    this.steps = new ExpandStep(routes);
  }

  /** The states of a program. */
  public static Draft.Graph graph(Program program, Routes routes) {
    Expand expand = new Expand(routes);
    Context context = Context.top();
    Block root = program.root();
    String first = expand.entry(root, context, null);
    String start = first;
    if (routes.entered()) {
      start = program.name() + ".input";
      expand.enter(program, context, start, context.graph().orDone(first, program.name()));
    }
    expand.block(root, context, null);
    return context.graph().from(context.graph().orDone(start, program.name()));
  }

  /** The first state: makes the input from the envelope of the trigger, if there is one. */
  private void enter(Program program, Context context, String name, String next) {
    List<Draft.Rule> rules = new ArrayList<>();
    for (Program.Entry entry : program.entries()) {
      Expr trigger = new Expr.At(routes.given() + "._trigger", List.of("name"));
      rules.add(
          new Draft.Rule(
              Expr.raw("{0} = {1}", trigger, Expr.text(entry.name())),
              Expr.fields().and("input", lower(entry.values(), context)),
              next));
    }
    Expr.Fields given = Expr.fields();
    for (Program.Component component : program.inputs()) {
      Expr value = new Expr.At(routes.given(), List.of(component.name()));
      given =
          given.and(
              component.name(),
              component.optional() || program.packed()
                  ? Expr.raw("$exists({0}) ? {0} : null", value)
                  : value);
    }
    Expr.Fields assign = Expr.fields().and("input", given);
    context
        .graph()
        .add(
            rules.isEmpty()
                ? new Draft.Pass(name, assign, next)
                : new Draft.Choice(name, rules, assign, next));
  }

  private Expr lower(Expr expr, Context context) {
    return routes.lower(expr, context, "");
  }

  /** Where a block starts; {@code next} if it has no states. */
  @Nullable String entry(Block block, Context context, @Nullable String next) {
    String after = next;
    if (block.always() != null) {
      after = entry(block.always(), context, block.name() + ".ended");
    }
    return entry(block.nodes(), context, after);
  }

  private @Nullable String entry(List<Node> nodes, Context context, @Nullable String next) {
    if (nodes.isEmpty()) {
      return next;
    }
    Node first = nodes.get(0);
    if (first instanceof Node.Step step) {
      return step.work() instanceof Work.Exclusive ? step.id() + ".before" : step.id();
    }
    if (first instanceof Node.Graph graph) {
      return ExpandGraph.add(this, routes, graph, context.scratch(), next);
    }
    return first instanceof Node.Attempt attempt
        ? entry(attempt.body(), context, next)
        : first.id();
  }

  void block(Block block, Context context, @Nullable String next) {
    Block onFailure = block.onFailure();
    Block always = block.always();
    if (onFailure == null && always == null) {
      nodes(block.nodes(), context, next);
      return;
    }
    Graphs graph = context.graph();
    String failure = routes.variable(Routes.failureKey(block.name()));
    String failed = block.name() + ".failed";
    String ended = block.name() + ".ended";
    String teardown = always == null ? null : entry(always, context, ended);
    String afterHandler = teardown == null ? failed : teardown;
    String handler =
        onFailure == null
            ? afterHandler
            : orSame(entry(onFailure, context, afterHandler), afterHandler);
    Context body =
        context
            .failing(new Failures(List.of(Failures.Target.all(handler, failure))))
            .before(teardown);
    nodes(block.nodes(), body, teardown == null ? next : teardown);
    if (onFailure != null) {
      Context handling =
          context
              .failing(new Failures(List.of(Failures.Target.all(afterHandler, null))))
              .before(teardown)
              .handling(failure);
      block(onFailure, handling, afterHandler);
    }
    if (always != null) {
      block(
          always,
          context.failing(new Failures(List.of(Failures.Target.allKeepingFirst(ended, failure)))),
          ended);
      Expr known = new Expr.At("$" + failure, List.of());
      graph.add(
          new Draft.Choice(
              ended,
              List.of(
                  new Draft.Rule(
                      Expr.raw("$exists({0}) and {0} != null", known), Expr.fields(), failed)),
              Expr.fields(),
              graph.orDone(next, block.name())));
    }
    context
        .failures()
        .raise(
            failed,
            new Expr.At("$" + failure, List.of("Error")),
            new Expr.At("$" + failure, List.of("Cause")))
        .forEach(graph::add);
  }

  private static String orSame(@Nullable String state, String otherwise) {
    return state == null ? otherwise : state;
  }

  private void nodes(List<Node> nodes, Context context, @Nullable String next) {
    for (int i = 0; i < nodes.size(); i++) {
      node(nodes.get(i), context, entry(nodes.subList(i + 1, nodes.size()), context, next), null);
    }
  }

  /** Adds a statement's states. The value is what the graph gives if it ends here. */
  private void node(Node node, Context context, @Nullable String next, @Nullable Expr value) {
    Graphs graph = context.graph();
    if (node instanceof Node.Step step) {
      steps.add(step, context, next, value);
    } else if (node instanceof Node.Each each) {
      each(each, context, next);
    } else if (node instanceof Node.Fork fork) {
      fork(fork, context, next);
    } else if (node instanceof Node.Choose choose) {
      choose(choose, context, next);
    } else if (node instanceof Node.Attempt attempt) {
      attempt(attempt, context, next);
    } else if (node instanceof Node.Graph tasks) {
      ExpandGraph.add(this, routes, tasks, context, next);
    } else if (node instanceof Node.Pause pause) {
      Delay delay = Delay.seconds(lower(pause.seconds(), context));
      graph.add(new Draft.Wait(pause.id(), delay, Expr.fields(), next));
    } else if (node instanceof Node.Fail fail) {
      graph.add(context.failures().raise(fail.id(), fail.error(), lower(fail.cause(), context)));
    } else if (node instanceof Node.Succeed succeed) {
      succeed(succeed, context);
    }
  }

  private void succeed(Node.Succeed succeed, Context context) {
    String teardown = context.teardown();
    if (teardown == null) {
      context.graph().add(new Draft.Succeed(succeed.id(), Expr.fields()));
      return;
    }
    String handled = context.handled();
    Expr.Fields assign = handled == null ? Expr.fields() : Expr.fields().and(handled, NULL);
    context.graph().add(new Draft.Pass(succeed.id(), assign, teardown));
  }

  private void each(Node.Each each, Context context, @Nullable String next) {
    boolean read = routes.carried().contains(each.id());
    Expr count = Expr.call("$count({0})", Expr.result());
    context
        .graph()
        .add(
            new Draft.Map(
                each.id(),
                lower(each.items(), context),
                each.atOnce(),
                null,
                inner(each.body(), context.inner(each.id()), captures(each.id())),
                context.failures().catches(),
                read ? Expr.fields().and(routes.variable(each.id()), Expr.result()) : Expr.fields(),
                Expr.fields().and("items", count),
                next));
  }

  /** What an inner forEach reads of the outer one's item must be in variables. */
  private Expr.Fields captures(String each) {
    Expr.Fields assign = Expr.fields();
    if (routes.items().contains(each)) {
      assign =
          assign.and(
              routes.local(each, "item"), new Expr.At("$states.context.Map.Item.Value", List.of()));
    }
    if (routes.indexes().contains(each)) {
      assign =
          assign.and(
              routes.local(each, "index"),
              new Expr.At("$states.context.Map.Item.Index", List.of()));
    }
    return assign;
  }

  /** The first state of an item of a forEach: before the others, if it must keep something. */
  String captured(String each, Context context, @Nullable String start) {
    return context.graph().orDone(captured(each, captures(each), context, start), each);
  }

  private static @Nullable String captured(
      String name, Expr.Fields captures, Context context, @Nullable String start) {
    if (captures.members().isEmpty()) {
      return start;
    }
    String item = name + ".item";
    context.graph().add(new Draft.Pass(item, captures, start));
    return item;
  }

  private Draft.Graph inner(Block block, Context context, Expr.Fields captures) {
    Expr result = block.result();
    boolean direct = result != null && RouteData.yieldsDirectly(block);
    String yield = result == null || direct ? null : block.name() + ".result";
    String start = entry(block, context, yield);
    start = captured(block.name(), captures, context, start);
    if (direct) {
      List<Node> nodes = block.nodes();
      int last = nodes.size() - 1;
      nodes(nodes.subList(0, last), context, entry(nodes.subList(last, last + 1), context, null));
      node(nodes.get(last), context, null, result);
    } else {
      block(block, context, yield);
      if (result != null && yield != null) {
        context.graph().add(new Draft.Succeed(yield, lower(result, context)));
      }
    }
    return context.graph().from(context.graph().orDone(start, block.name()));
  }

  private void fork(Node.Fork fork, Context context, @Nullable String next) {
    List<Draft.Graph> branches = new ArrayList<>();
    Expr.Fields assign = Expr.fields();
    for (Block branch : fork.branches()) {
      if (routes.carried().contains(branch.name())) {
        assign =
            assign.and(
                routes.variable(branch.name()),
                Expr.call("{0}[" + branches.size() + "]", Expr.result()));
      }
      branches.add(inner(branch, context.inner(), Expr.fields()));
    }
    context
        .graph()
        .add(
            new Draft.Parallel(
                fork.id(),
                branches,
                context.failures().catches(),
                assign,
                Expr.fields().and("branches", Expr.number(branches.size())),
                next));
  }

  private void choose(Node.Choose choose, Context context, @Nullable String next) {
    Graphs graph = context.graph();
    String thenEnd = valueState(choose.then(), next);
    String otherwiseEnd = valueState(choose.otherwise(), next);
    String then = entry(choose.then(), context, thenEnd);
    String otherwise = entry(choose.otherwise(), context, otherwiseEnd);
    graph.add(
        new Draft.Choice(
            choose.id(),
            List.of(
                new Draft.Rule(
                    lower(choose.condition(), context),
                    Expr.fields(),
                    graph.orDone(then, choose.id()))),
            Expr.fields(),
            graph.orDone(otherwise, choose.id())));
    branch(choose, choose.then(), context, thenEnd, next);
    branch(choose, choose.otherwise(), context, otherwiseEnd, next);
  }

  private @Nullable String valueState(Block block, @Nullable String next) {
    String id = block.name().substring(0, block.name().indexOf('.'));
    return block.result() != null && routes.carried().contains(id) ? block.name() : next;
  }

  private void branch(
      Node.Choose choose,
      Block block,
      Context context,
      @Nullable String end,
      @Nullable String next) {
    block(block, context, end);
    Expr result = block.result();
    if (result != null && end != null && end.equals(block.name())) {
      context
          .graph()
          .add(
              new Draft.Pass(
                  end,
                  Expr.fields().and(routes.variable(choose.id()), lower(result, context)),
                  next));
    }
  }

  private void attempt(Node.Attempt attempt, Context context, @Nullable String next) {
    String failure = routes.variable(Routes.failureKey(attempt.id()));
    Graphs graph = context.graph();
    List<Failures.Target> targets = new ArrayList<>();
    for (Node.Recovery recovery : attempt.recoveries()) {
      String start = entry(recovery.block(), context, next);
      targets.add(
          new Failures.Target(
              recovery.errors(), graph.orDone(start, attempt.id()), failure, false));
    }
    block(attempt.body(), context.failing(new Failures(targets).before(context.failures())), next);
    for (Node.Recovery recovery : attempt.recoveries()) {
      block(recovery.block(), context, next);
    }
  }
}
