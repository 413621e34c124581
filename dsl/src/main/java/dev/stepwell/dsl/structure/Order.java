package dev.stepwell.dsl.structure;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What waits for what among items, of which each is a nesting already. An item lasts {@code
 * weight[item][s]} in scenario {@code s}.
 */
final class Order {

  final BitSet[] above;
  final BitSet[] below;
  final Nesting[] made;
  final double[][] weight;

  private Order(BitSet[] above, BitSet[] below, Nesting[] made, double[][] weight) {
    this.above = above;
    this.below = below;
    this.made = made;
    this.weight = weight;
  }

  static Order of(Dag dag, double[][] scenarios) {
    int size = dag.size();
    BitSet[] above = new BitSet[size];
    BitSet[] below = new BitSet[size];
    Nesting[] made = new Nesting[size];
    double[][] weight = new double[size][scenarios.length];
    for (int v = 0; v < size; v++) {
      below[v] = new BitSet(size);
      made[v] = new Nesting.Vertex(v);
      for (int s = 0; s < scenarios.length; s++) {
        weight[v][s] = scenarios[s][v];
      }
    }
    for (int v = 0; v < size; v++) {
      above[v] = dag.ancestors(v);
      for (int a = above[v].nextSetBit(0); a >= 0; a = above[v].nextSetBit(a + 1)) {
        below[a].set(v);
      }
    }
    return new Order(above, below, made, weight);
  }

  int size() {
    return made.length;
  }

  int scenarios() {
    return weight[0].length;
  }

  BitSet all() {
    BitSet all = new BitSet(size());
    all.set(0, size());
    return all;
  }

  /** The order among some of the items, which get new numbers in the same sequence. */
  Order restrict(BitSet items) {
    return restrict(items, made, weight);
  }

  /** The same, of items that have become other nestings. */
  Order restrict(BitSet items, Nesting[] nestings, double[][] weights) {
    int[] number = new int[size()];
    int count = 0;
    for (int v = items.nextSetBit(0); v >= 0; v = items.nextSetBit(v + 1)) {
      number[v] = count++;
    }
    BitSet[] up = new BitSet[count];
    BitSet[] down = new BitSet[count];
    Nesting[] parts = new Nesting[count];
    double[][] lengths = new double[count][];
    for (int v = items.nextSetBit(0); v >= 0; v = items.nextSetBit(v + 1)) {
      up[number[v]] = renumbered(above[v], items, number, count);
      down[number[v]] = renumbered(below[v], items, number, count);
      parts[number[v]] = nestings[v];
      lengths[number[v]] = weights[v];
    }
    return new Order(up, down, parts, lengths);
  }

  private static BitSet renumbered(BitSet set, BitSet items, int[] number, int count) {
    BitSet out = new BitSet(count);
    for (int v = set.nextSetBit(0); v >= 0; v = set.nextSetBit(v + 1)) {
      if (items.get(v)) {
        out.set(number[v]);
      }
    }
    return out;
  }

  /** The groups of items that have nothing to do with each other. */
  List<BitSet> independent() {
    return components(true);
  }

  /** The groups of items that come one after the other, whole group after whole group. */
  List<BitSet> successive() {
    List<BitSet> groups = components(false);
    groups.sort((a, b) -> below[a.nextSetBit(0)].get(b.nextSetBit(0)) ? -1 : 1);
    return groups;
  }

  private List<BitSet> components(boolean comparable) {
    List<BitSet> groups = new ArrayList<>();
    BitSet left = all();
    while (!left.isEmpty()) {
      BitSet group = new BitSet(size());
      BitSet open = new BitSet(size());
      open.set(left.nextSetBit(0));
      while (!open.isEmpty()) {
        int v = open.nextSetBit(0);
        open.clear(v);
        group.set(v);
        left.clear(v);
        BitSet near = (BitSet) left.clone();
        BitSet related = (BitSet) above[v].clone();
        related.or(below[v]);
        if (comparable) {
          near.and(related);
        } else {
          near.andNot(related);
        }
        open.or(near);
      }
      groups.add(group);
    }
    return groups;
  }
}
