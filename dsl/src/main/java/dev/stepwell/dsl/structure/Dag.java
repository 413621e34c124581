package dev.stepwell.dsl.structure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Vertices 0 to n - 1 and what each waits for. Immutable; a graph with a cycle cannot be made. */
public final class Dag {

  private final int[][] direct;
  private final BitSet[] ancestors;
  private final int[] order;

  private Dag(int[][] direct, BitSet[] ancestors, int[] order) {
    this.direct = direct;
    this.ancestors = ancestors;
    this.order = order;
  }

  /**
   * The graph.
   *
   * @param waitsFor for every vertex the vertices that it waits for; copied
   * @throws CycleException if vertices wait for each other
   */
  public static Dag of(int[][] waitsFor) {
    int size = waitsFor.length;
    int[][] direct = new int[size][];
    for (int v = 0; v < size; v++) {
      direct[v] = Arrays.stream(waitsFor[v]).distinct().sorted().toArray();
    }
    int[] order = sorted(direct);
    BitSet[] ancestors = new BitSet[size];
    for (int v : order) {
      ancestors[v] = new BitSet(size);
      for (int before : direct[v]) {
        ancestors[v].set(before);
        ancestors[v].or(ancestors[before]);
      }
    }
    return new Dag(direct, ancestors, order);
  }

  private static int[] sorted(int[][] direct) {
    int size = direct.length;
    int[] missing = new int[size];
    List<List<Integer>> after = new ArrayList<>();
    for (int v = 0; v < size; v++) {
      after.add(new ArrayList<>());
    }
    for (int v = 0; v < size; v++) {
      missing[v] = direct[v].length;
      for (int before : direct[v]) {
        after.get(before).add(v);
      }
    }
    Deque<Integer> ready = new ArrayDeque<>();
    for (int v = 0; v < size; v++) {
      if (missing[v] == 0) {
        ready.add(v);
      }
    }
    int[] order = new int[size];
    int done = 0;
    while (!ready.isEmpty()) {
      int v = ready.remove();
      order[done++] = v;
      for (int next : after.get(v)) {
        if (--missing[next] == 0) {
          ready.add(next);
        }
      }
    }
    if (done < size) {
      throw new CycleException(cycle(direct, missing));
    }
    return order;
  }

  /** A cycle among the vertices that still miss something: go back until one is met again. */
  private static List<Integer> cycle(int[][] direct, int[] missing) {
    int at = 0;
    while (missing[at] == 0) {
      at++;
    }
    List<Integer> path = new ArrayList<>();
    while (!path.contains(at)) {
      path.add(at);
      int here = at;
      at = Arrays.stream(direct[here]).filter(before -> missing[before] > 0).findFirst().orElse(0);
    }
    List<Integer> cycle = new ArrayList<>(path.subList(path.indexOf(at), path.size()));
    Collections.reverse(cycle);
    return cycle;
  }

  /** How many vertices there are. */
  public int size() {
    return direct.length;
  }

  /** What a vertex waits for directly, in ascending order. */
  public int[] direct(int vertex) {
    return direct[vertex].clone();
  }

  /** Whether a vertex waits for another one, directly or not. */
  public boolean waits(int vertex, int other) {
    return ancestors[vertex].get(other);
  }

  /** All that a vertex waits for; a copy. */
  public BitSet ancestors(int vertex) {
    return (BitSet) ancestors[vertex].clone();
  }

  /** The vertices so that each comes after all that it waits for; a copy. */
  public int[] order() {
    return order.clone();
  }

  /** How long the graph takes if nothing waits for more than it must. */
  public double length(double[] durations) {
    double[] end = new double[size()];
    double longest = 0;
    for (int v : order) {
      for (int before : direct[v]) {
        end[v] = Math.max(end[v], end[before]);
      }
      end[v] += durations[v];
      longest = Math.max(longest, end[v]);
    }
    return longest;
  }

  /** Vertices that wait for each other. */
  public static final class CycleException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Integer> cycle;

    CycleException(List<Integer> cycle) {
      super("vertices wait for each other: " + cycle);
      this.cycle = List.copyOf(cycle);
    }

    /** The vertices; each is waited for by the next, and the last by the first. */
    public List<Integer> cycle() {
      return cycle;
    }
  }
}
