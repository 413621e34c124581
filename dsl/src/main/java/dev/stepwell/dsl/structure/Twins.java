package dev.stepwell.dsl.structure;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one item of those that wait for the same and that the same waits for. A nesting does not
 * gain by taking them apart: all of them can stand where the longest one stands.
 */
final class Twins {

  private Twins() {}

  /** What twins have in common. */
  private record Relations(BitSet above, BitSet below) {}

  /** The order with all twins joined; the order itself if there are none. */
  static Order joined(Order order) {
    Map<Relations, Integer> firsts = new HashMap<>();
    BitSet left = order.all();
    Nesting[] made = order.made.clone();
    double[][] weight = order.weight.clone();
    for (int v = 0; v < order.size(); v++) {
      Integer twin = firsts.putIfAbsent(new Relations(order.above[v], order.below[v]), v);
      if (twin != null) {
        made[twin] = Nesting.fork(List.of(made[twin], made[v]));
        weight[twin] = longer(weight[twin], weight[v]);
        left.clear(v);
      }
    }
    return left.cardinality() == order.size() ? order : order.restrict(left, made, weight);
  }

  private static double[] longer(double[] a, double[] b) {
    double[] length = new double[a.length];
    for (int s = 0; s < length.length; s++) {
      length[s] = Math.max(a[s], b[s]);
    }
    return length;
  }
}
