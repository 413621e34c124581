package dev.stepwell.dsl.outcome;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A question about the states that are there.
 *
 * @param any at least one of these must be there; 0 asks for none
 * @param none none of these may be there
 */
public record Condition(int any, int none) {

  private static final List<Condition> SHORTEST_FIRST = all();

  private static List<Condition> all() {
    List<Condition> all = new ArrayList<>();
    for (int any = 0; any < 1 << 5; any++) {
      for (int none = 0; none < 1 << 5; none++) {
        all.add(new Condition(any, none));
      }
    }
    all.sort(
        Comparator.comparingInt(Condition::words)
            .thenComparing(Condition::any, Comparator.reverseOrder())
            .thenComparing(Condition::none));
    return List.copyOf(all);
  }

  /** Whether the states meet it. */
  public boolean holds(int present) {
    return (any == 0 || (present & any) != 0) && (present & none) == 0;
  }

  /** The shortest condition that holds for the one sets and not for the others, if there is one. */
  public static Optional<Condition> between(Set<Integer> yes, Set<Integer> no) {
    for (Condition condition : SHORTEST_FIRST) {
      if (yes.stream().allMatch(condition::holds) && no.stream().noneMatch(condition::holds)) {
        return Optional.of(condition);
      }
    }
    return Optional.empty();
  }

  private int words() {
    int both = any != 0 && none != 0 ? 3 : 0;
    return Integer.bitCount(any) + Integer.bitCount(none) + both + (none != 0 ? 1 : 0);
  }
}
