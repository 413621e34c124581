package dev.stepwell.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The Map Runs of one execution, in the order in which they began. Lives on the loop. */
final class OwnMapRuns {

  private final List<MapRunAttempt> all = new ArrayList<>(0);

  void add(MapRunAttempt attempt) {
    all.add(attempt);
  }

  List<MapRunAttempt> all() {
    return all;
  }

  List<MapRun> newestFirst() {
    List<MapRun> reversed = new ArrayList<>(all);
    Collections.reverse(reversed);
    return reversed;
  }

  /** How many executions they have. */
  int children() {
    int count = 0;
    for (MapRunAttempt attempt : all) {
      count += attempt.size();
    }
    return count;
  }

  /** The Map Run of an ARN. */
  MapRunAttempt get(String arn) {
    for (MapRunAttempt attempt : all) {
      if (attempt.arn().equals(arn)) {
        return attempt;
      }
    }
    throw new IllegalStateException("there is no Map Run " + arn);
  }
}
