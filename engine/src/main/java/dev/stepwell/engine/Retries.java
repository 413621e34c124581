package dev.stepwell.engine;

import org.jspecify.annotations.Nullable;

/** How often a frame has tried its present state again, in all and by each rule. */
final class Retries {

  private int all;
  private int @Nullable [] byRule;

  /** None yet. */
  void clear() {
    all = 0;
    byRule = null;
  }

  /** How often the state was tried again. */
  int count() {
    return all;
  }

  /** The state is tried again. */
  void again() {
    all++;
  }

  int by(int rule) {
    return byRule == null ? 0 : byRule[rule];
  }

  /** Counts a retry by a rule, of so many, and gives how many that makes. */
  int add(int rule, int rules) {
    if (byRule == null) {
      byRule = new int[rules];
    }
    return ++byRule[rule];
  }
}
