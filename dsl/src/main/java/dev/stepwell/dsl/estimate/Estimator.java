package dev.stepwell.dsl.estimate;

import dev.stepwell.asl.FailState;
import dev.stepwell.asl.MapState;
import dev.stepwell.asl.State;
import dev.stepwell.asl.StateGraph;
import dev.stepwell.dsl.model.Range;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Adds up what the states on a path cost, over all paths.
 *
 * <p>When nothing goes wrong, a path ends well and takes no catcher; a graph that cannot end well
 * ends by its Fail states. When anything may go wrong, every path counts.
 */
final class Estimator {

  private final Ways ways;
  private final Measure measure;
  private final boolean wrong;
  private final Map<String, Long> lists;
  private final IdentityHashMap<State, Range> known = new IdentityHashMap<>();
  private final IdentityHashMap<StateGraph, Set<String>> useful = new IdentityHashMap<>();

  /**
   * An estimator.
   *
   * @param ways shared by all that look at the same machine
   * @param wrong whether tasks fail, are retried and caught
   * @param lists how many items Maps have at most, by name, where the definition does not say
   */
  Estimator(Ways ways, Measure measure, boolean wrong, Map<String, Long> lists) {
    this.ways = ways;
    this.measure = measure;
    this.wrong = wrong;
    this.lists = lists;
  }

  Measure measure() {
    return measure;
  }

  boolean wrong() {
    return wrong;
  }

  /** A whole execution. */
  Range execution(StateGraph graph) {
    return graph(graph).plus(Range.of(measure.execution()));
  }

  /** From the first state of a graph to its end. */
  Range graph(StateGraph graph) {
    return part(graph, graph.states().keySet(), graph.startAt());
  }

  /**
   * From a state to where the path leaves a part of the graph.
   *
   * @param states the part
   */
  Range part(StateGraph graph, Set<String> states, String entry) {
    Net net = ways.of(graph);
    List<Way> out = net.from(states);
    Set<String> ends = ends(graph, states, out, useful(graph));
    Collection<Way> taken = taken(states, ends, out);
    Map<String, Range> costs = new HashMap<>();
    states.forEach(state -> costs.put(state, state(Ways.state(graph, state))));
    Paths paths = new Paths(costs, net);
    Set<String> reached = reached(entry, taken);
    reached.retainAll(ends);
    // A part that cannot end well is left by a catcher, at the earliest in its first state.
    long least =
        reached.isEmpty()
            ? state(Ways.state(graph, entry)).least()
            : paths.least(entry, taken, reached);
    return new Range(least, paths.most(entry, taken));
  }

  /** The states that the paths come to. */
  Set<String> visited(StateGraph graph) {
    Set<String> states = graph.states().keySet();
    List<Way> all = ways.of(graph).all();
    return reached(graph.startAt(), taken(states, ends(graph, states, all, states), all));
  }

  private Collection<Way> taken(Set<String> states, Set<String> ends, List<Way> out) {
    List<Way> inside =
        out.stream()
            .filter(way -> wrong || !way.caught())
            .filter(way -> states.contains(way.to()))
            .toList();
    if (wrong) {
      return inside;
    }
    Set<String> useful = leadingTo(ends, inside);
    return inside.stream().filter(way -> useful.contains(way.to())).toList();
  }

  /** The states from which the graph can end well, or all if none can. */
  private Set<String> useful(StateGraph graph) {
    return useful.computeIfAbsent(
        graph,
        of -> {
          Set<String> states = of.states().keySet();
          List<Way> regular = ways.of(of).all().stream().filter(way -> !way.caught()).toList();
          return leadingTo(ends(of, states, regular, states), regular);
        });
  }

  /** Where a path leaves: good ends of the graph and useful ways out of the part, else any. */
  private static Set<String> ends(
      StateGraph graph, Set<String> states, List<Way> out, Set<String> useful) {
    Set<String> ends = new LinkedHashSet<>(states);
    ends.removeIf(state -> !Ways.endsWell(Ways.state(graph, state)));
    for (Way way : out) {
      if (!way.caught() && !states.contains(way.to()) && useful.contains(way.to())) {
        ends.add(way.from());
      }
    }
    if (ends.isEmpty() && !useful.containsAll(graph.states().keySet())) {
      return ends(graph, states, out, graph.states().keySet());
    }
    if (ends.isEmpty()) {
      ends.addAll(states);
      ends.removeIf(state -> !(graph.states().get(state) instanceof FailState));
    }
    return ends;
  }

  private static Set<String> reached(String entry, Collection<Way> ways) {
    Set<String> reached = new HashSet<>();
    Components.from(entry, ways).forEach(reached::addAll);
    return reached;
  }

  private static Set<String> leadingTo(Set<String> ends, Collection<Way> ways) {
    Map<String, Set<String>> before = new HashMap<>();
    ways.forEach(way -> before.computeIfAbsent(way.to(), name -> new HashSet<>()).add(way.from()));
    Set<String> found = new HashSet<>(ends);
    Deque<String> open = new ArrayDeque<>(ends);
    while (!open.isEmpty()) {
      for (String state : before.getOrDefault(open.pop(), Set.of())) {
        if (found.add(state)) {
          open.push(state);
        }
      }
    }
    return found;
  }

  /** One visit to a state, whatever is inside it included. */
  Range state(State state) {
    Range cost = known.get(state);
    if (cost == null) {
      cost = new StateCosts(this).of(state);
      known.put(state, cost);
    }
    return cost;
  }

  /** How many items a Map has. */
  Range items(MapState map) {
    OptionalLong written = Items.count(map);
    if (written.isPresent()) {
      return Range.of(written.getAsLong());
    }
    Long most = lists.get(map.name());
    return new Range(0, most == null ? OptionalLong.empty() : OptionalLong.of(most));
  }
}
