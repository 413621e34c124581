package dev.stepwell.dsl.outcome;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * A question about the states that are there.
 *
 * @param any at least one of these must be there; 0 asks for none
 * @param none none of these may be there
 */
public record Condition(int any, int none) {

  private static final int ALL = 0b11111;

  /** Whether the states meet it. */
  public boolean holds(int present) {
    return (any == 0 || (present & any) != 0) && (present & none) == 0;
  }

  /** The shortest condition that holds for the one sets and not for the others, if there is one. */
  public static Optional<Condition> between(Set<Integer> yes, Set<Integer> no) {
    return java.util.stream.IntStream.rangeClosed(0, ALL)
        .boxed()
        .flatMap(
            any ->
                java.util.stream.IntStream.rangeClosed(0, ALL)
                    .mapToObj(none -> new Condition(any, none)))
        .filter(condition -> yes.stream().allMatch(condition::holds))
        .filter(condition -> no.stream().noneMatch(condition::holds))
        .min(
            Comparator.comparingInt(Condition::words)
                .thenComparing(Condition::any, Comparator.reverseOrder())
                .thenComparing(Condition::none));
  }

  private int words() {
    int both = any != 0 && none != 0 ? 3 : 0;
    return Integer.bitCount(any) + Integer.bitCount(none) + both + (none != 0 ? 1 : 0);
  }
}
