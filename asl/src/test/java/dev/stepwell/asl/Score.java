package dev.stepwell.asl;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;

/** Counts what went right, and prints what did not. */
final class Score {

  private final String name;
  private final List<String> misses = new ArrayList<>();
  private int hits;

  Score(String name) {
    this.name = name;
  }

  void hit() {
    hits++;
  }

  void miss(String id, String difference) {
    misses.add(id + "\n    " + difference);
  }

  void count(String id, boolean right, String difference) {
    if (right) {
      hit();
    } else {
      miss(id, difference);
    }
  }

  /**
   * Prints every miss and, as the last line, the score; fails if fewer of the same cases are right
   * than before. A folder with another number of cases has no baseline.
   */
  void report(int right, int cases) {
    int all = hits + misses.size();
    misses.forEach(System.out::println);
    System.out.println(name + ": " + hits + " of " + all);
    if (all == cases) {
      Assertions.assertThat(hits).as(name).isGreaterThanOrEqualTo(right);
    }
  }
}
