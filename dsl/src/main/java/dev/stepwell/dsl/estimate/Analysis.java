package dev.stepwell.dsl.estimate;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.MapState;
import dev.stepwell.asl.ParallelState;
import dev.stepwell.asl.State;
import dev.stepwell.asl.StateGraph;
import dev.stepwell.dsl.model.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Estimates executions of one machine. Not safe for several threads at once. */
public final class Analysis {

  private final StateGraph root;
  private final Ways ways = new Ways();
  private final Estimator events;
  private final Estimator transitions;
  private final Estimator worstEvents;
  private final Estimator worstTransitions;
  private final IdentityHashMap<StateGraph, List<Step>> known = new IdentityHashMap<>();

  /**
   * Of a machine.
   *
   * @param root its states
   * @param lists how many items Maps have at most, by the Map's name; counts where the definition
   *     does not say
   */
  public Analysis(StateGraph root, Map<String, Long> lists) {
    this.root = root;
    this.events = new Estimator(ways, Measure.EVENTS, false, lists);
    this.transitions = new Estimator(ways, Measure.TRANSITIONS, false, lists);
    this.worstEvents = new Estimator(ways, Measure.EVENTS, true, lists);
    this.worstTransitions = new Estimator(ways, Measure.TRANSITIONS, true, lists);
  }

  /** A whole execution. */
  public Usage execution() {
    return execution(root);
  }

  /** An execution of a part of the machine, as a child of another one. */
  Usage execution(StateGraph graph) {
    return new Usage(
        events.execution(graph),
        transitions.execution(graph),
        worstEvents.execution(graph).most(),
        worstTransitions.execution(graph).most());
  }

  /** The steps in the order written, each before those inside it. */
  public List<StepUsage> steps() {
    List<StepUsage> found = new ArrayList<>();
    collect(root, 0, found);
    return found;
  }

  /** The Maps whose number of items only run time knows. */
  public List<String> openLists() {
    List<String> found = new ArrayList<>();
    collectOpen(root, found);
    return found;
  }

  /** What is known of payloads. */
  public Payload payload() {
    return Payloads.of(root);
  }

  /** Where to split, so that no history is too long. */
  public List<Split> splits() {
    return new Splits(this).of(root);
  }

  private static void collectOpen(StateGraph graph, List<String> found) {
    for (State state : graph.states().values()) {
      if (state instanceof MapState map && Items.count(map).isEmpty()) {
        found.add(map.name());
      }
      inside(state).forEach(nested -> collectOpen(nested, found));
    }
  }

  private void collect(StateGraph graph, int depth, List<StepUsage> found) {
    for (Step step : steps(graph)) {
      found.add(step.usage(depth));
      inside(step.own()).forEach(nested -> collect(nested, depth + 1, found));
    }
  }

  /** The steps of one graph. */
  List<Step> steps(StateGraph graph) {
    List<Step> steps = known.get(graph);
    if (steps == null) {
      steps = find(graph);
      known.put(graph, steps);
    }
    return steps;
  }

  private List<Step> find(StateGraph graph) {
    Map<String, Set<String>> states = new LinkedHashMap<>();
    Map<String, Set<String>> entries = new HashMap<>();
    for (String name : graph.states().keySet()) {
      states.computeIfAbsent(stepOf(name, graph), id -> new LinkedHashSet<>()).add(name);
    }
    entries.put(stepOf(graph.startAt(), graph), new LinkedHashSet<>(Set.of(graph.startAt())));
    for (Way way : ways.of(graph).all()) {
      String id = stepOf(way.to(), graph);
      if (!id.equals(stepOf(way.from(), graph))) {
        entries.computeIfAbsent(id, step -> new LinkedHashSet<>()).add(way.to());
      }
    }
    Set<String> regular = events.visited(graph);
    List<Step> steps = new ArrayList<>();
    states.forEach(
        (id, of) -> steps.add(step(graph, id, of, entries.getOrDefault(id, of), regular)));
    return steps;
  }

  /** The states {@code copy}, {@code copy.wait} and so on are the step {@code copy}. */
  private static String stepOf(String state, StateGraph graph) {
    int dot = state.indexOf('.');
    String id = dot < 0 ? state : state.substring(0, dot);
    return graph.states().containsKey(id) ? id : state;
  }

  private Step step(
      StateGraph graph, String id, Set<String> states, Set<String> entries, Set<String> regular) {
    Usage usage = null;
    for (String entry : entries) {
      Usage from =
          new Usage(
              events.part(graph, states, entry),
              transitions.part(graph, states, entry),
              worstEvents.part(graph, states, entry).most(),
              worstTransitions.part(graph, states, entry).most());
      usage = usage == null ? from : dearer(usage, from);
    }
    State own = Ways.state(graph, id);
    return new Step(
        own,
        entries.stream().anyMatch(entry -> repeats(graph, states, entry)),
        own instanceof MapState map ? Optional.of(events.items(map)) : Optional.empty(),
        regular.stream().noneMatch(states::contains),
        requireNonNull(usage, id));
  }

  private boolean repeats(StateGraph graph, Set<String> states, String entry) {
    List<Way> inside =
        ways.of(graph).from(states).stream().filter(way -> states.contains(way.to())).toList();
    return Components.from(entry, inside).stream().anyMatch(component -> component.size() > 1);
  }

  private static Usage dearer(Usage one, Usage other) {
    return new Usage(
        one.events().or(other.events()),
        one.transitions().or(other.transitions()),
        Range.greater(one.worstEvents(), other.worstEvents()),
        Range.greater(one.worstTransitions(), other.worstTransitions()));
  }

  static List<StateGraph> inside(State state) {
    if (state instanceof MapState map) {
      return List.of(map.processor());
    }
    return state instanceof ParallelState parallel ? parallel.branches() : List.of();
  }

  /**
   * A step of a graph.
   *
   * @param own the state that has the step's name
   */
  record Step(State own, boolean loops, Optional<Range> items, boolean onlyOnFailure, Usage usage) {

    StepUsage usage(int depth) {
      return new StepUsage(own.name(), depth, own.type(), loops, items, onlyOnFailure, usage);
    }
  }
}
