package dev.stepwell.dsl.estimate;

import static java.util.Objects.requireNonNull;

import dev.stepwell.dsl.model.Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** The cheapest and the dearest path through a graph whose states have costs. */
final class Paths {

  private final Map<String, Range> costs;
  private final Loops loops;

  /**
   * Paths over states of such costs.
   *
   * @param net all ways of the graph, whichever paths are then looked at
   */
  Paths(Map<String, Range> costs, Net net) {
    this.costs = costs;
    this.loops = new Loops(net);
  }

  /** The least that a path to one of the ends costs; the ends can be reached. */
  long least(String start, Collection<Way> ways, Set<String> ends) {
    Map<String, Long> reached = new HashMap<>();
    reached.put(start, cost(start).least());
    Set<String> changed = Set.of(start);
    Map<String, List<Way>> after = bySource(ways);
    while (!changed.isEmpty()) {
      Set<String> next = new HashSet<>();
      for (String state : changed) {
        long here = requireNonNull(reached.get(state), state);
        for (Way way : after.getOrDefault(state, List.of())) {
          long cost = here + cost(way.to()).least();
          if (cost < reached.getOrDefault(way.to(), Long.MAX_VALUE)) {
            reached.put(way.to(), cost);
            next.add(way.to());
          }
        }
      }
      changed = next;
    }
    return ends.stream().filter(reached::containsKey).mapToLong(reached::get).min().orElseThrow();
  }

  /** The most that a path costs; empty if a loop has no end that can be proven. */
  OptionalLong most(String start, Collection<Way> ways) {
    List<Set<String>> components = Components.from(start, ways);
    Map<String, Integer> place = new HashMap<>();
    for (int i = 0; i < components.size(); i++) {
      for (String state : components.get(i)) {
        place.put(state, i);
      }
    }
    List<List<Way>> inside = new ArrayList<>();
    List<Set<String>> leadsTo = new ArrayList<>();
    List<Set<String>> entries = new ArrayList<>();
    for (int i = 0; i < components.size(); i++) {
      inside.add(new ArrayList<>());
      leadsTo.add(new HashSet<>());
      entries.add(new HashSet<>());
    }
    entries.get(requireNonNull(place.get(start), start)).add(start);
    for (Way way : ways) {
      Integer from = place.get(way.from());
      if (from == null) {
        continue;
      }
      int to = requireNonNull(place.get(way.to()), way.to());
      if (from == to) {
        inside.get(from).add(way);
      } else {
        leadsTo.get(from).add(way.to());
        entries.get(to).add(way.to());
      }
    }
    Map<String, OptionalLong> known = new HashMap<>();
    for (int i = components.size() - 1; i >= 0; i--) {
      OptionalLong rest = OptionalLong.of(0);
      for (String next : leadsTo.get(i)) {
        rest = Range.greater(rest, requireNonNull(known.get(next), next));
      }
      for (String entry : entries.get(i)) {
        known.put(entry, Range.sum(mostInside(entry, inside.get(i)), rest));
      }
    }
    return requireNonNull(known.get(start), start);
  }

  /** Within one component: the state itself, or a loop that some counter ends. */
  private OptionalLong mostInside(String entry, List<Way> loop) {
    if (loop.isEmpty()) {
      return cost(entry).most();
    }
    OptionalLong best = OptionalLong.empty();
    for (Loops.Limit limit : loops.limits(loop, entry)) {
      List<Way> others = loop.stream().filter(way -> !limit.ways().contains(way)).toList();
      OptionalLong again = OptionalLong.of(0);
      for (Way way : limit.ways()) {
        again = Range.greater(again, most(way.to(), others));
      }
      OptionalLong total =
          Range.sum(most(entry, others), Range.product(again, OptionalLong.of(limit.times())));
      best = best.isEmpty() || Range.greater(best, total).equals(best) ? total : best;
    }
    return best;
  }

  private Range cost(String state) {
    return requireNonNull(costs.get(state), state);
  }

  private static Map<String, List<Way>> bySource(Collection<Way> ways) {
    Map<String, List<Way>> after = new HashMap<>();
    ways.forEach(way -> after.computeIfAbsent(way.from(), name -> new ArrayList<>()).add(way));
    return after;
  }
}
