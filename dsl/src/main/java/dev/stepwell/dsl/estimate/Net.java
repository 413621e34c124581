package dev.stepwell.dsl.estimate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ways of a graph, to be looked up. */
final class Net {

  private final List<Way> all;
  private final Map<String, List<Way>> bySource = new LinkedHashMap<>();
  private final Map<String, List<Way>> byVariable = new LinkedHashMap<>();

  Net(List<Way> all) {
    this.all = List.copyOf(all);
    for (Way way : all) {
      bySource.computeIfAbsent(way.from(), name -> new ArrayList<>()).add(way);
      for (String variable : way.assign().names()) {
        byVariable.computeIfAbsent(variable, name -> new ArrayList<>()).add(way);
      }
    }
  }

  List<Way> all() {
    return all;
  }

  /** The ways out of some states, also to others. */
  List<Way> from(Collection<String> states) {
    List<Way> found = new ArrayList<>();
    states.forEach(state -> found.addAll(bySource.getOrDefault(state, List.of())));
    return found;
  }

  /** The ways that set a variable. */
  List<Way> setting(String variable) {
    return byVariable.getOrDefault(variable, List.of());
  }
}
