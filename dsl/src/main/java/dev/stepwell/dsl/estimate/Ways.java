package dev.stepwell.dsl.estimate;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.Catcher;
import dev.stepwell.asl.ChoiceRule;
import dev.stepwell.asl.ChoiceState;
import dev.stepwell.asl.Condition;
import dev.stepwell.asl.MapState;
import dev.stepwell.asl.ParallelState;
import dev.stepwell.asl.PassState;
import dev.stepwell.asl.State;
import dev.stepwell.asl.StateGraph;
import dev.stepwell.asl.SucceedState;
import dev.stepwell.asl.TaskState;
import dev.stepwell.asl.Transition;
import dev.stepwell.asl.WaitState;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways between the states of a graph, in the order written. Finds them once. */
final class Ways {

  private final IdentityHashMap<StateGraph, Net> known = new IdentityHashMap<>();

  Net of(StateGraph graph) {
    return known.computeIfAbsent(graph, states -> new Net(find(states)));
  }

  private static List<Way> find(StateGraph graph) {
    List<Way> ways = new ArrayList<>();
    for (State state : graph.states().values()) {
      if (state instanceof ChoiceState choice) {
        choices(choice, ways);
      } else if (transition(state) instanceof Transition.Next next) {
        ways.add(way(state, next.state(), state.data().assign(), List.of(), false));
      }
      for (Catcher catcher : catchers(state)) {
        ways.add(way(state, catcher.next(), catcher.assign(), List.of(), true));
      }
    }
    return ways;
  }

  /** A rule is taken if it holds and none before it does. */
  private static void choices(ChoiceState choice, List<Way> ways) {
    List<Way.Bound> before = new ArrayList<>();
    for (ChoiceRule rule : choice.choices()) {
      List<Way.Bound> bounds = new ArrayList<>(before);
      bounds.addAll(bounds(rule.condition(), true));
      JsonObject assign = rule.assign() == null ? choice.data().assign() : rule.assign();
      ways.add(way(choice, rule.next(), assign, bounds, false));
      before.addAll(bounds(rule.condition(), false));
    }
    if (choice.defaultState() != null) {
      ways.add(way(choice, choice.defaultState(), choice.data().assign(), before, false));
    }
  }

  private static List<Way.Bound> bounds(Condition condition, boolean holds) {
    return condition instanceof Condition.Expression expression
        ? Counting.expression(expression.value()).map(of -> Bounds.of(of, holds)).orElse(List.of())
        : List.of();
  }

  private static Way way(
      State from, String to, @Nullable JsonObject assign, List<Way.Bound> bounds, boolean caught) {
    return new Way(from.name(), to, assign == null ? JsonObject.EMPTY : assign, bounds, caught);
  }

  /** The state of a name that the graph has. */
  static State state(StateGraph graph, String name) {
    return requireNonNull(graph.states().get(name), name);
  }

  /** Whether the graph can end well with the state. */
  static boolean endsWell(State state) {
    return state instanceof SucceedState || transition(state) == Transition.End.END;
  }

  /** Where a state leads when it ends well; null for Choice, Succeed and Fail. */
  private static @Nullable Transition transition(State state) {
    if (state instanceof TaskState task) {
      return task.transition();
    } else if (state instanceof PassState pass) {
      return pass.transition();
    } else if (state instanceof WaitState wait) {
      return wait.transition();
    } else if (state instanceof ParallelState parallel) {
      return parallel.transition();
    } else if (state instanceof MapState map) {
      return map.transition();
    }
    return null;
  }

  private static List<Catcher> catchers(State state) {
    if (state instanceof TaskState task) {
      return task.catchers();
    } else if (state instanceof ParallelState parallel) {
      return parallel.catchers();
    }
    return state instanceof MapState map ? map.catchers() : List.of();
  }
}
