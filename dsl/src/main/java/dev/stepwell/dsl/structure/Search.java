package dev.stepwell.dsl.structure;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Nests an order. Independent groups become a fork, successive ones a sequence; that is exact. What
 * is left can be nested only by a cut. In a small order all cuts are tried, in a large one the
 * promising ones, each with a quick guess of what comes of its two sides. The work is bounded, and
 * the result depends on nothing but the order and the durations.
 */
final class Search {

  private static final int CUTS_TRIED_ALL = 160;
  private static final int CUTS_GUESSED = 40;
  private static final double MUCH_BETTER = 1e-9;

  private final double[] importance;
  private final long budget;
  private final int items;
  private final Map<BitSet, Solved> careful = new HashMap<>();
  private final Map<BitSet, Solved> quick = new HashMap<>();
  private long spent;

  /**
   * A search.
   *
   * @param importance by scenario
   * @param budget how much work may be spent on guesses, in pairs of items looked at
   * @param items how many items there are in all
   */
  Search(double[] importance, long budget, int items) {
    this.importance = importance;
    this.budget = budget;
    this.items = items;
  }

  /** A nesting, its length by scenario, and how many pairs wait that did not. */
  private static final class Solved {

    private final Nesting nesting;
    private final double[] length;
    private final long added;

    Solved(Nesting nesting, double[] length, long added) {
      this.nesting = nesting;
      this.length = length;
      this.added = added;
    }
  }

  Nesting nest(Order order) {
    return solve(order, true).nesting;
  }

  private Solved solve(Order order, boolean withCare) {
    BitSet key = new BitSet();
    for (Nesting item : order.made) {
      item.vertices().forEach(key::set);
    }
    Map<BitSet, Solved> known = withCare ? careful : quick;
    Solved solved = known.get(key);
    if (solved == null) {
      solved = split(order, withCare);
      known.put(key, solved);
    }
    return solved;
  }

  private Solved split(Order order, boolean withCare) {
    if (order.size() == 1) {
      return new Solved(order.made[0], order.weight[0], 0);
    }
    spent += (long) order.size() * order.size();
    List<BitSet> groups = order.independent();
    if (groups.size() > 1) {
      return joined(order, groups, false, withCare);
    }
    groups = order.successive();
    if (groups.size() > 1) {
      return joined(order, groups, true, withCare);
    }
    Order simpler = Twins.joined(order);
    if (simpler.size() < order.size()) {
      return split(simpler, withCare);
    }
    return withCare ? bestCut(order) : apply(order, new Cuts(order, importance).quick(), false);
  }

  private Solved joined(Order order, List<BitSet> groups, boolean sequence, boolean withCare) {
    List<Nesting> parts = new ArrayList<>();
    double[] length = new double[order.scenarios()];
    long added = 0;
    for (BitSet group : groups) {
      Solved part = solve(order.restrict(group), withCare);
      parts.add(part.nesting);
      added += part.added;
      for (int s = 0; s < length.length; s++) {
        length[s] = sequence ? length[s] + part.length[s] : Math.max(length[s], part.length[s]);
      }
    }
    return new Solved(sequence ? Nesting.sequence(parts) : Nesting.fork(parts), length, added);
  }

  private Solved bestCut(Order order) {
    Cuts cuts = new Cuts(order, importance);
    List<Cut> every = cuts.every(CUTS_TRIED_ALL);
    if (!every.isEmpty()) {
      Guess best = new Guess(order, every.get(0), true);
      for (Cut cut : every) {
        best = best.orBetter(cut);
      }
      return best.solved;
    }
    // A part of the budget by its share of the items: what is cut off still needs some.
    long limit = spent + budget * order.size() / items / 3;
    List<Cut> promising = cuts.best(CUTS_GUESSED);
    Guess best = new Guess(order, promising.get(0), false);
    for (int i = 1; i < promising.size() && spent < limit; i++) {
      best = best.orBetter(promising.get(i));
    }
    Guess from = null;
    while (from != best) {
      from = best;
      for (Cut cut : cuts.near(from.cut)) {
        if (spent < limit) {
          best = best.orBetter(cut);
        }
      }
    }
    Guess refined = new Guess(order, best.cut, true);
    return refined.worth <= best.worth ? refined.solved : best.solved;
  }

  /** What comes of a cut. */
  private final class Guess {

    private final Order order;
    private final Cut cut;
    private final boolean withCare;
    private final Solved solved;
    private final double worth;

    Guess(Order order, Cut cut, boolean withCare) {
      this.order = order;
      this.cut = cut;
      this.withCare = withCare;
      this.solved = apply(order, cut, withCare);
      this.worth = worth(solved, order);
    }

    Guess orBetter(Cut other) {
      Guess guess = new Guess(order, other, withCare);
      return guess.worth < worth - MUCH_BETTER ? guess : this;
    }
  }

  private Solved apply(Order order, Cut cut, boolean withCare) {
    BitSet rest = order.all();
    rest.andNot(cut.first());
    Solved both = joined(order, List.of(cut.first(), rest), true, withCare);
    return new Solved(both.nesting, both.length, both.added + cut.added());
  }

  private double worth(Solved solved, Order order) {
    double sum = 0;
    for (int s = 0; s < importance.length; s++) {
      sum += importance[s] * solved.length[s];
    }
    return sum + Cut.price(solved.added, order.size());
  }
}
