package dev.stepwell.dsl.airflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Everything of a size: graphs, rules, outcomes. Lazy, and always in the same order. */
public final class Every {

  private Every() {}

  /**
   * All sets of edges from lower to higher numbers; every acyclic graph of so many tasks is among
   * them under some numbering. There are 2^(n(n-1)/2).
   */
  public static Stream<List<Set<Integer>>> edges(int tasks) {
    int pairs = tasks * (tasks - 1) / 2;
    return LongStream.range(0, 1L << pairs).mapToObj(bits -> edges(tasks, bits));
  }

  private static List<Set<Integer>> edges(int tasks, long bits) {
    List<Set<Integer>> upstream = new ArrayList<>();
    int pair = 0;
    for (int task = 0; task < tasks; task++) {
      Set<Integer> before = new TreeSet<>();
      for (int other = 0; other < task; other++) {
        if ((bits >> pair++ & 1) == 1) {
          before.add(other);
        }
      }
      upstream.add(before);
    }
    return upstream;
  }

  /**
   * All graphs of plain tasks: every set of edges with every rule. A task without upstream tasks
   * runs whatever its rule, so that it has only {@code all_success}.
   */
  public static Stream<Graph> graphs(int tasks) {
    return edges(tasks)
        .flatMap(
            upstream ->
                rules(upstream)
                    .map(rules -> new Graph(rules.stream().map(Job::of).toList(), upstream)));
  }

  private static Stream<List<Rule>> rules(List<Set<Integer>> upstream) {
    return product(
        upstream.stream()
            .map(before -> before.isEmpty() ? List.of(Rule.ALL_SUCCESS) : Rule.selectable())
            .toList());
  }

  /** All vectors of what so many tasks can do if they run: success, failed, skipped. */
  public static Stream<List<State>> outcomes(int tasks) {
    return product(Collections.nCopies(tasks, List.of(State.SUCCESS, State.FAILED, State.SKIPPED)));
  }

  /** All ways to take one of each. */
  static <T> Stream<List<T>> product(List<List<T>> choices) {
    if (choices.stream().anyMatch(List::isEmpty)) {
      return Stream.empty();
    }
    long ways = choices.stream().mapToLong(List::size).reduce(1, Math::multiplyExact);
    return LongStream.range(0, ways).mapToObj(way -> pick(choices, way));
  }

  private static <T> List<T> pick(List<List<T>> choices, long way) {
    List<T> picked = new ArrayList<>();
    long rest = way;
    for (List<T> of : choices) {
      picked.add(of.get((int) (rest % of.size())));
      rest /= of.size();
    }
    return picked;
  }
}
