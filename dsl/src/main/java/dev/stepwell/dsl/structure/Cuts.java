package dev.stepwell.dsl.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Finds promising cuts of an order. The longest path through a cut is the longest one that ends
 * before it and the longest one that starts behind it. So, for every length of the first, the cut
 * that leaves least behind takes all items that end by then; from there single items change sides
 * as long as that is better.
 */
final class Cuts {

  private static final int LEVELS = 64;
  private static final int MOST_CLIMBED = 10;

  private final Order order;
  private final double[] importance;
  private final double[][] head;
  private final double[][] tail;
  private final double[] longest;
  private final int[] above;
  private final int[] below;

  Cuts(Order order, double[] importance) {
    this.order = order;
    this.importance = importance;
    int scenarios = order.scenarios();
    this.above = Arrays.stream(order.above).mapToInt(BitSet::cardinality).toArray();
    this.below = Arrays.stream(order.below).mapToInt(BitSet::cardinality).toArray();
    this.head = new double[order.size()][];
    this.tail = new double[order.size()][];
    for (int v : sequence(above)) {
      head[v] = longest(order.above[v], head, order.weight[v]);
    }
    for (int v : sequence(below)) {
      tail[v] = longest(order.below[v], tail, order.weight[v]);
    }
    this.longest = longest(order.all(), head, new double[scenarios]);
  }

  private int[] sequence(int[] key) {
    List<Integer> items = new ArrayList<>();
    for (int v = 0; v < order.size(); v++) {
      items.add(v);
    }
    items.sort(Comparator.comparingInt(v -> key[v]));
    return items.stream().mapToInt(Integer::intValue).toArray();
  }

  private static double[] longest(BitSet among, double[][] lengths, double[] more) {
    double[] most = new double[more.length];
    for (int v = among.nextSetBit(0); v >= 0; v = among.nextSetBit(v + 1)) {
      for (int s = 0; s < most.length; s++) {
        most[s] = Math.max(most[s], lengths[v][s]);
      }
    }
    for (int s = 0; s < most.length; s++) {
      most[s] += more[s];
    }
    return most;
  }

  /** The best cuts found, the best one first; at least one, as the order has two items or more. */
  List<Cut> best(int most) {
    Map<BitSet, Cut> found = rough();
    for (int s = 0; s < order.scenarios(); s++) {
      int scenario = s;
      levels(v -> head[v][scenario], found);
    }
    List<Cut> cuts = sorted(found, Math.max(1, Math.min(MOST_CLIMBED, 1000 / order.size())));
    for (Cut cut : cuts) {
      Cut better = climb(cut);
      found.put(better.first(), better);
    }
    return sorted(found, most);
  }

  /** One good cut, found quickly. */
  Cut quick() {
    return sorted(rough(), 1).get(0);
  }

  private Map<BitSet, Cut> rough() {
    Map<BitSet, Cut> found = new LinkedHashMap<>();
    levels(v -> mean(head[v]), found);
    levels(v -> -mean(tail[v]), found);
    levels(v -> mean(head[v]) - mean(tail[v]), found);
    levels(v -> head[v][0], found);
    return found;
  }

  private List<Cut> sorted(Map<BitSet, Cut> found, int most) {
    return found.values().stream()
        .sorted(Comparator.comparingDouble(cut -> cut.score(order.size())))
        .limit(most)
        .toList();
  }

  private double mean(double[] lengths) {
    double sum = 0;
    for (int s = 0; s < lengths.length; s++) {
      sum += lengths[s] * importance[s];
    }
    return sum;
  }

  /** The cuts that take all items up to a level; the level must grow along the order. */
  private void levels(ToDoubleFunction<Integer> level, Map<BitSet, Cut> found) {
    TreeSet<Double> limits = new TreeSet<>();
    for (int v = 0; v < order.size(); v++) {
      limits.add(level.applyAsDouble(v));
    }
    limits.pollLast();
    int step = 1 + limits.size() / LEVELS;
    int number = 0;
    for (double limit : limits) {
      if (number++ % step > 0) {
        continue;
      }
      BitSet first = new BitSet(order.size());
      for (int v = 0; v < order.size(); v++) {
        if (level.applyAsDouble(v) <= limit) {
          first.set(v);
        }
      }
      found.computeIfAbsent(first, this::cut);
    }
  }

  /** The cut behind these items. */
  Cut cut(BitSet first) {
    BitSet rest = order.all();
    rest.andNot(first);
    double[] before = longest(first, head, new double[longest.length]);
    double[] behind = longest(rest, tail, new double[longest.length]);
    double loss = 0;
    for (int s = 0; s < longest.length; s++) {
      loss += importance[s] * (before[s] + behind[s] - longest[s]);
    }
    // All that a first item waits for is first too, so the pairs inside are counted by above.
    int added = first.cardinality() * rest.cardinality();
    for (int v = first.nextSetBit(0); v >= 0; v = first.nextSetBit(v + 1)) {
      added -= below[v] - above[v];
    }
    return new Cut((BitSet) first.clone(), loss, added);
  }

  private Cut climb(Cut from) {
    Cut best = from;
    while (true) {
      Cut better = best;
      for (Cut next : near(best)) {
        if (next.score(order.size()) < better.score(order.size()) - 1e-12) {
          better = next;
        }
      }
      if (better.equals(best)) {
        return best;
      }
      best = better;
    }
  }

  /** The cuts with one item on the other side. */
  List<Cut> near(Cut cut) {
    List<Cut> cuts = new ArrayList<>();
    int size = order.size();
    for (int v = 0; v < size; v++) {
      boolean movable =
          cut.first().get(v)
              ? !order.below[v].intersects(cut.first())
              : contains(cut.first(), order.above[v]);
      if (movable) {
        BitSet first = (BitSet) cut.first().clone();
        first.flip(v);
        if (!first.isEmpty() && first.cardinality() < size) {
          cuts.add(cut(first));
        }
      }
    }
    return cuts;
  }

  private static boolean contains(BitSet set, BitSet part) {
    BitSet missing = (BitSet) part.clone();
    missing.andNot(set);
    return missing.isEmpty();
  }

  /** All cuts, or none if there are more than a limit. */
  List<Cut> every(int limit) {
    Map<BitSet, Boolean> seen = new LinkedHashMap<>();
    List<BitSet> open = new ArrayList<>(List.of(new BitSet(order.size())));
    List<Cut> cuts = new ArrayList<>();
    while (!open.isEmpty()) {
      BitSet first = open.remove(open.size() - 1);
      for (int v = 0; v < order.size(); v++) {
        if (!first.get(v) && contains(first, order.above[v])) {
          BitSet more = (BitSet) first.clone();
          more.set(v);
          if (more.cardinality() < order.size() && seen.put(more, true) == null) {
            if (seen.size() > limit) {
              return List.of();
            }
            open.add(more);
            cuts.add(cut(more));
          }
        }
      }
    }
    return cuts;
  }
}
