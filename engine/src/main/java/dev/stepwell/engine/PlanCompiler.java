package dev.stepwell.engine;

import dev.stepwell.asl.ChoiceState;
import dev.stepwell.asl.FailState;
import dev.stepwell.asl.MapState;
import dev.stepwell.asl.ParallelState;
import dev.stepwell.asl.PassState;
import dev.stepwell.asl.QueryLanguage;
import dev.stepwell.asl.State;
import dev.stepwell.asl.StateGraph;
import dev.stepwell.asl.StateMachine;
import dev.stepwell.asl.SucceedState;
import dev.stepwell.asl.TaskState;
import dev.stepwell.asl.Transition;
import dev.stepwell.asl.WaitState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a plan of a definition: one node per state, every reference resolved. */
final class PlanCompiler {

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final List<Runnable> links = new ArrayList<>();

  private final AwsBehaviour behaviour;

  private PlanCompiler(AwsBehaviour behaviour) {
    this.behaviour = behaviour;
  }

  static Plan compile(StateMachine machine, AwsBehaviour behaviour) {
    Integer seconds = machine.timeoutSeconds();
    return new Plan(
        graph(machine.graph(), behaviour), seconds == null ? Long.MAX_VALUE : seconds * 1000L);
  }

  static Node graph(StateGraph graph, AwsBehaviour behaviour) {
    PlanCompiler compiler = new PlanCompiler(behaviour);
    graph.states().forEach((name, state) -> compiler.nodes.put(name, compiler.node(state)));
    compiler.links.forEach(Runnable::run);
    return compiler.target(graph.startAt());
  }

  private Node target(String name) {
    Node node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException(
          "No state '" + name + "' in the same graph; there are " + nodes.keySet());
    }
    return node;
  }

  private Node node(State state) {
    if (state instanceof PassState pass) {
      return linked(new PassNode(pass.name(), flow(state), pass.result()), pass.transition());
    }
    if (state instanceof TaskState task) {
      return linked(
          TaskCompiler.task(
              task, flow(state), retries(task.retry()), catches(task, task.catchers())),
          task.transition());
    }
    if (state instanceof ChoiceState choice) {
      return choice(choice);
    }
    if (state instanceof WaitState wait) {
      return linked(
          new WaitNode(wait.name(), flow(state), WaitCompiler.until(wait)), wait.transition());
    }
    if (state instanceof SucceedState) {
      return new SucceedNode(state.name(), flow(state));
    }
    if (state instanceof FailState fail) {
      return FailCompiler.fail(fail);
    }
    if (state instanceof ParallelState parallel) {
      return linked(parallel(parallel), parallel.transition());
    }
    MapState map = (MapState) state;
    return linked(
        MapCompiler.map(map, behaviour, retries(map.retry()), catches(map, map.catchers())),
        map.transition());
  }

  private Node parallel(ParallelState parallel) {
    List<Node> branches = parallel.branches().stream().map(each -> graph(each, behaviour)).toList();
    return new ParallelNode(
        parallel.name(),
        flow(parallel),
        branches,
        retries(parallel.retry()),
        catches(parallel, parallel.catchers()));
  }

  private Node choice(ChoiceState state) {
    List<ChoiceNode.Way> ways = new ArrayList<>();
    for (int i = 0; i < state.choices().size(); i++) {
      ChoiceNode.Way way = ChoiceCompiler.way(state, i);
      String next = state.choices().get(i).next();
      links.add(() -> way.link(target(next)));
      ways.add(way);
    }
    ChoiceNode node = new ChoiceNode(state.name(), flow(state), List.copyOf(ways));
    String otherwise = state.defaultState();
    if (otherwise != null) {
      links.add(() -> node.link(target(otherwise)));
    }
    return node;
  }

  private Node linked(Node node, Transition transition) {
    if (transition instanceof Transition.Next next) {
      links.add(() -> node.link(target(next.state())));
    }
    return node;
  }

  static boolean isJsonata(State state) {
    return state.header().queryLanguage() == QueryLanguage.JSONATA;
  }

  private static Flow flow(State state) {
    return isJsonata(state) ? QueryFlow.of(state.data()) : PathFlow.of(state.data());
  }

  private static List<RetryRule> retries(List<dev.stepwell.asl.Retrier> written) {
    return written.stream().map(RetryRule::of).toList();
  }

  private List<CatchRule> catches(State state, List<dev.stepwell.asl.Catcher> written) {
    List<CatchRule> rules = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      CatchRule rule = CatchCompiler.rule(written.get(i), isJsonata(state), "Catch[" + i + "]");
      String next = written.get(i).next();
      links.add(() -> rule.link(this::target, next));
      rules.add(rule);
    }
    return List.copyOf(rules);
  }
}
