package dev.stepwell.dsl.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what an author may have meant by a name that does not exist. */
final class Nearest {

  private Nearest() {}

  /** "; did you mean 'X'?" or nothing. */
  static String hint(String name, Collection<String> candidates) {
    return to(name, candidates).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  /**
   * The candidate with the fewest letters to change, if these are at most a third of its own; a
   * change of case is half a letter, and so is one that is missing or too much at the end.
   */
  static Optional<String> to(String name, Collection<String> candidates) {
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> halves(name, candidate)))
        .filter(candidate -> 3 * halves(name, candidate) <= 2 * candidate.length());
  }

  /** Twice the number of letters to insert, remove or change; a change of case counts once. */
  private static int halves(String left, String right) {
    int common = Math.min(left.length(), right.length());
    if (left.regionMatches(true, 0, right, 0, common)) {
      return Math.max(left.length(), right.length()) - common;
    }
    int[] above = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      above[j] = 2 * j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] row = new int[right.length() + 1];
      row[0] = 2 * i;
      for (int j = 1; j <= right.length(); j++) {
        int change = above[j - 1] + difference(left.charAt(i - 1), right.charAt(j - 1));
        row[j] = Math.min(change, 2 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[right.length()];
  }

  private static int difference(char left, char right) {
    if (left == right) {
      return 0;
    }
    return Character.toLowerCase(left) == Character.toLowerCase(right) ? 1 : 2;
  }
}
