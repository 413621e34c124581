package dev.stepwell.dsl.outcome;

import java.util.Set;
import java.util.TreeSet;

/** Which sets of states can be there together, given what each of some tasks may have become. */
public final class Present {

  private final Set<Integer> sets = new TreeSet<>(Set.of(0));

  /** Nothing yet. */
  public Present() {}

  /** With one task that has one of these states. */
  public Present and(int possible) {
    return with(Set.copyOf(bits(possible)));
  }

  /** With a mapped task, whose instances may have any of these states at the same time. */
  public Present andAny(int possible) {
    Set<Integer> subsets = new TreeSet<>();
    for (int subset = possible; subset > 0; subset = (subset - 1) & possible) {
      subsets.add(subset);
    }
    return with(subsets);
  }

  private Present with(Set<Integer> more) {
    Present both = new Present();
    both.sets.clear();
    for (int set : sets) {
      for (int added : more) {
        both.sets.add(set | added);
      }
    }
    return both;
  }

  /** The sets, in ascending order. */
  public Set<Integer> sets() {
    return sets;
  }

  private static Set<Integer> bits(int mask) {
    Set<Integer> bits = new TreeSet<>();
    for (int rest = mask; rest != 0; rest &= rest - 1) {
      bits.add(Integer.lowestOneBit(rest));
    }
    return bits;
  }
}
