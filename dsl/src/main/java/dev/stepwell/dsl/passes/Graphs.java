package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.model.Draft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the states of one graph. */
final class Graphs {

  private final Map<String, Draft> states = new LinkedHashMap<>();
  private final Map<String, Draft> ends = new LinkedHashMap<>();

  void add(Draft state) {
    if (states.put(state.name(), state) != null) {
      throw new IllegalStateException("two states are called " + state.name());
    }
  }

  /** The state to go to; a choice cannot end a graph, so there it is one that does. */
  String orDone(@Nullable String next, String id) {
    if (next != null) {
      return next;
    }
    String done = id + ".done";
    ends.putIfAbsent(done, new Draft.Succeed(done, null));
    return done;
  }

  /** Puts states in the place of labels. */
  void resolve(Links links) {
    states.replaceAll((name, state) -> links.resolve(state));
  }

  /** The graph of all states that can be reached. */
  Draft.Graph from(String start) {
    ends.values().forEach(this::add);
    Set<String> reached = new LinkedHashSet<>();
    List<String> open = new ArrayList<>(List.of(start));
    while (!open.isEmpty()) {
      String name = open.remove(open.size() - 1);
      if (reached.add(name)) {
        open.addAll(successors(states.get(name)));
      }
    }
    return new Draft.Graph(
        start, states.values().stream().filter(state -> reached.contains(state.name())).toList());
  }

  private static List<String> successors(@Nullable Draft state) {
    List<String> next = new ArrayList<>();
    if (state instanceof Draft.Task task) {
      add(next, task.next());
      task.catches().forEach(rule -> next.add(rule.next()));
    } else if (state instanceof Draft.Map map) {
      add(next, map.next());
      map.catches().forEach(rule -> next.add(rule.next()));
    } else if (state instanceof Draft.Parallel parallel) {
      add(next, parallel.next());
      parallel.catches().forEach(rule -> next.add(rule.next()));
    } else if (state instanceof Draft.Fragment fragment) {
      add(next, fragment.next());
      fragment.catches().forEach(rule -> next.add(rule.next()));
    } else if (state instanceof Draft.Pass pass) {
      add(next, pass.next());
    } else if (state instanceof Draft.Wait wait) {
      add(next, wait.next());
    } else if (state instanceof Draft.Choice choice) {
      choice.rules().forEach(rule -> next.add(rule.next()));
      next.add(choice.otherwise());
    } else if (state == null) {
      throw new IllegalStateException("a state leads nowhere");
    }
    return next;
  }

  private static void add(List<String> names, @Nullable String name) {
    if (name != null) {
      names.add(name);
    }
  }
}
