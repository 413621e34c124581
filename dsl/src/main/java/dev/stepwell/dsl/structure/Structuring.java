package dev.stepwell.dsl.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A graph as nested sequences and forks, and what that makes wait.
 *
 * @param nesting all vertices
 * @param added the waits that are not in the graph; empty exactly if the graph is series-parallel
 */
public record Structuring(Nesting nesting, List<AddedWait> added) {

  private static final int GUESSED = 12;
  private static final long BUDGET = 30_000_000;

  /** Copies the waits. */
  public Structuring {
    added = List.copyOf(added);
  }

  /** A vertex that also waits for another one, which it need not. */
  public record AddedWait(int vertex, int waitsFor) {}

  /**
   * Structures a graph. The same graph and durations always give the same nesting.
   *
   * @param durations how long every vertex takes, in any unit; null if that is not known, then the
   *     nesting is made for equal durations first and for differing ones next
   */
  public static Structuring of(Dag dag, double @Nullable [] durations) {
    if (dag.size() == 0) {
      throw new IllegalArgumentException("a graph without vertices cannot be structured");
    }
    double[][] scenarios = scenarios(dag.size(), durations);
    double[] importance = new double[scenarios.length];
    for (int s = 0; s < scenarios.length; s++) {
      double share = s == 0 ? 4 : 1.0 / GUESSED;
      importance[s] = share / Math.max(dag.length(scenarios[s]), 1e-9);
    }
    Search search = new Search(importance, BUDGET, dag.size());
    Nesting nesting = inOrder(search.nest(Order.of(dag, scenarios)));
    return new Structuring(nesting, added(dag, nesting));
  }

  private static double[][] scenarios(int size, double @Nullable [] durations) {
    if (durations != null) {
      return new double[][] {durations.clone()};
    }
    double[][] scenarios = new double[1 + GUESSED][size];
    Arrays.fill(scenarios[0], 1);
    Random random = new Random(20_260_101);
    for (int s = 1; s < scenarios.length; s++) {
      for (int v = 0; v < size; v++) {
        scenarios[s][v] = 0.1 + 1.9 * random.nextDouble();
      }
    }
    return scenarios;
  }

  /** The parts of forks in the order of their first vertices, as an author would write them. */
  private static Nesting inOrder(Nesting nesting) {
    if (nesting.parts().isEmpty()) {
      return nesting;
    }
    List<Nesting> parts =
        new ArrayList<>(nesting.parts().stream().map(Structuring::inOrder).toList());
    if (nesting instanceof Nesting.Sequence) {
      return new Nesting.Sequence(parts);
    }
    parts.sort(Comparator.comparing(part -> part.vertices().get(0)));
    return new Nesting.Fork(parts);
  }

  private static List<AddedWait> added(Dag dag, Nesting nesting) {
    List<AddedWait> waits = new ArrayList<>();
    walk(dag, nesting, waits);
    waits.sort(Comparator.comparing(AddedWait::vertex).thenComparing(AddedWait::waitsFor));
    return waits;
  }

  private static void walk(Dag dag, Nesting nesting, List<AddedWait> waits) {
    List<Nesting> parts = nesting.parts();
    for (int i = 0; i < parts.size(); i++) {
      walk(dag, parts.get(i), waits);
      if (nesting instanceof Nesting.Sequence && i > 0) {
        for (int first : ends(parts.get(i), true)) {
          BitSet waits0 = dag.ancestors(first);
          for (int last : ends(parts.get(i - 1), false)) {
            if (!waits0.get(last)) {
              waits.add(new AddedWait(first, last));
            }
          }
        }
      }
    }
  }

  /** The vertices with which a nesting starts, or ends. */
  private static List<Integer> ends(Nesting nesting, boolean start) {
    if (nesting instanceof Nesting.Vertex vertex) {
      return List.of(vertex.number());
    }
    List<Nesting> parts = nesting.parts();
    if (nesting instanceof Nesting.Sequence) {
      return ends(parts.get(start ? 0 : parts.size() - 1), start);
    }
    return parts.stream().flatMap(part -> ends(part, start).stream()).toList();
  }
}
