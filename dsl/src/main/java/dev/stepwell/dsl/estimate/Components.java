package dev.stepwell.dsl.estimate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The strongly connected components of a graph, by Kosaraju's algorithm. Without recursion: graphs
 * may have thousands of states in a row.
 */
final class Components {

  private Components() {}

  /** The components that can be reached from a state, each before those it leads to. */
  static List<Set<String>> from(String start, Collection<Way> ways) {
    Map<String, List<String>> after = new HashMap<>();
    Map<String, List<String>> before = new HashMap<>();
    for (Way way : ways) {
      after.computeIfAbsent(way.from(), name -> new ArrayList<>()).add(way.to());
      before.computeIfAbsent(way.to(), name -> new ArrayList<>()).add(way.from());
    }
    List<String> order = new ArrayList<>(finished(start, after, new HashSet<>()));
    Set<String> reached = Set.copyOf(order);
    Collections.reverse(order);
    List<Set<String>> components = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (String root : order) {
      if (!taken.contains(root)) {
        Set<String> component = new LinkedHashSet<>(finished(root, before, taken));
        component.retainAll(reached);
        components.add(component);
      }
    }
    return components;
  }

  /** All states that can be reached, those first that are left first by a search in depth. */
  private static Collection<String> finished(
      String start, Map<String, List<String>> next, Set<String> seen) {
    List<String> done = new ArrayList<>();
    Deque<String> path = new ArrayDeque<>();
    Deque<Iterator<String>> rest = new ArrayDeque<>();
    seen.add(start);
    path.push(start);
    rest.push(next.getOrDefault(start, List.of()).iterator());
    while (!path.isEmpty()) {
      if (!rest.getFirst().hasNext()) {
        rest.pop();
        done.add(path.pop());
        continue;
      }
      String to = rest.getFirst().next();
      if (seen.add(to)) {
        path.push(to);
        rest.push(next.getOrDefault(to, List.of()).iterator());
      }
    }
    return done;
  }
}
