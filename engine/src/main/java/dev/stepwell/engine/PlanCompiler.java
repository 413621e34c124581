package dev.stepwell.engine;

import dev.stepwell.asl.Catcher;
import dev.stepwell.asl.ChoiceState;
import dev.stepwell.asl.Diagnostic;
import dev.stepwell.asl.FailState;
import dev.stepwell.asl.InvalidDefinitionException;
import dev.stepwell.asl.MapState;
import dev.stepwell.asl.ParallelState;
import dev.stepwell.asl.PassState;
import dev.stepwell.asl.QueryLanguage;
import dev.stepwell.asl.Retrier;
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
class PlanCompiler {

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final List<Runnable> links = new ArrayList<>();

  private final AwsBehaviour behaviour;
  private final PlanStates states;

  PlanCompiler(AwsBehaviour behaviour, PlanStates states) {
    this.behaviour = behaviour;
    this.states = states;
  }

  static Plan compile(StateMachine machine, AwsBehaviour behaviour) {
    Integer seconds = machine.timeoutSeconds();
    PlanStates states = new PlanStates();
    Node start = graph(machine.graph(), behaviour, states);
    states.number();
    return new Plan(start, seconds == null ? Long.MAX_VALUE : seconds * 1000L, states);
  }

  static Node graph(StateGraph graph, AwsBehaviour behaviour, PlanStates states) {
    PlanCompiler compiler = new PlanCompiler(behaviour, states);
    graph.states().forEach((name, state) -> compiler.nodes.put(name, compiler.checked(state)));
    compiler.link();
    return compiler.target(graph.startAt());
  }

  final void link() {
    links.forEach(Runnable::run);
  }

  /** The node that a name refers to. */
  Node target(String name) {
    Node node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException(
          "No state '" + name + "' in the same graph; there are " + nodes.keySet());
    }
    return node;
  }

  /**
   * The node of a state, not yet linked.
   *
   * @throws InvalidDefinitionException if a path or an expression in it cannot be compiled
   */
  final Node checked(State state) {
    try {
      Node node = node(state);
      states.add(node);
      return node;
    } catch (InvalidDefinitionException nested) {
      throw nested;
    } catch (IllegalArgumentException e) {
      throw invalid(state, e);
    }
  }

  /** What only shows when a path or an expression is compiled, such as the form of a filter. */
  private static InvalidDefinitionException invalid(State state, IllegalArgumentException found) {
    return new InvalidDefinitionException(
        List.of(
            new Diagnostic(
                Diagnostic.Severity.ERROR,
                "SCHEMA_VALIDATION_FAILED",
                "State '" + state.name() + "': " + found.getMessage(),
                null,
                "")));
  }

  private Node node(State state) {
    if (state instanceof PassState pass) {
      return linked(new PassNode(pass.name(), flow(state), pass.result()), pass.transition());
    }
    if (state instanceof TaskState task) {
      return linked(task(task, recovery(task, task.retry(), task.catchers())), task.transition());
    }
    if (state instanceof ChoiceState choice) {
      return choice(choice);
    }
    if (state instanceof WaitState wait) {
      return linked(
          new WaitNode(
              wait.name(), flow(state), WaitCompiler.until(wait), WaitCompiler.isRelative(wait)),
          wait.transition());
    }
    if (state instanceof SucceedState) {
      return new SucceedNode(state.name(), flow(state));
    }
    if (state instanceof FailState fail) {
      return FailCompiler.fail(fail);
    }
    if (state instanceof ParallelState parallel) {
      return linked(
          parallel(parallel, recovery(parallel, parallel.retry(), parallel.catchers())),
          parallel.transition());
    }
    MapState map = (MapState) state;
    return linked(map(map, recovery(map, map.retry(), map.catchers())), map.transition());
  }

  /** The node of a Task. */
  Node task(TaskState state, Recovery recovery) {
    return TaskCompiler.task(state, flow(state), recovery);
  }

  /** The node of a Map. */
  Node map(MapState state, Recovery recovery) {
    return MapCompiler.map(state, behaviour, states, flow(state), recovery);
  }

  /** The node of a Parallel. */
  Node parallel(ParallelState state, Recovery recovery) {
    return new ParallelNode(state.name(), flow(state), branches(state), recovery);
  }

  final List<Node> branches(ParallelState state) {
    return state.branches().stream().map(each -> graph(each, behaviour, states)).toList();
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

  /** The data flow of a state. */
  Flow flow(State state) {
    if (isJsonata(state)) {
      return QueryFlow.of(state.data());
    }
    return state instanceof MapState ? PathFlow.ofMap(state.data()) : PathFlow.of(state.data());
  }

  private Recovery recovery(State state, List<Retrier> retry, List<Catcher> catchers) {
    return recovery(retry.stream().map(RetryRule::of).toList(), catches(state, catchers));
  }

  /** What a state does about its failures. */
  Recovery recovery(List<RetryRule> retries, List<CatchRule> catches) {
    return new Recovery(retries, catches);
  }

  private List<CatchRule> catches(State state, List<Catcher> written) {
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
