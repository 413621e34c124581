package dev.stepwell.dsl.structure;

import java.util.BitSet;

/**
 * A way to put all of some items before all of the others.
 *
 * @param first what comes first, with everything that it waits for
 * @param loss how much longer the longest path becomes at least, weighed over the scenarios
 * @param added how many pairs of items wait for each other that did not before
 */
record Cut(BitSet first, double loss, int added) {

  /** Rather no loss than few waits, but many waits are a loss that another day will show. */
  double score(int items) {
    return loss + price(added, items);
  }

  /** What added waits are worth, in losses; all pairs of items waiting would be a fiftieth. */
  static double price(long added, int items) {
    return 0.02 * added / ((double) items * items);
  }
}
