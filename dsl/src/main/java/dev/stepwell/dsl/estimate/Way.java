package dev.stepwell.dsl.estimate;

import dev.stepwell.asl.json.JsonObject;
import java.util.List;

/**
 * A way from one state of a graph to another.
 *
 * @param assign the variables it sets
 * @param bounds what must hold for it to be taken, as far as that is understood
 * @param caught whether it is taken by a catcher
 */
record Way(String from, String to, JsonObject assign, List<Bound> bounds, boolean caught) {

  Way {
    bounds = List.copyOf(bounds);
  }

  /**
   * A variable is less than a number.
   *
   * @param absentIsZero whether a variable without a value counts as 0
   */
  record Bound(String variable, long below, boolean absentIsZero) {}
}
