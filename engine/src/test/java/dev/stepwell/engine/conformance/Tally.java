package dev.stepwell.engine.conformance;

/** How many cases match of how many. */
final class Tally {

  private int met;
  private int cases;

  Tally() {}

  Tally(int met, int cases) {
    this.met = met;
    this.cases = cases;
  }

  void count(boolean matches) {
    cases++;
    met += matches ? 1 : 0;
  }

  void add(Tally other) {
    met += other.met;
    cases += other.cases;
  }

  /** Whether fewer match of the same cases; other cases cannot be compared. */
  boolean isWorseThan(Tally before) {
    return cases == before.cases && met < before.met;
  }

  @Override
  public String toString() {
    return met + " of " + cases;
  }
}
