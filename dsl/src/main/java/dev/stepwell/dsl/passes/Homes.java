package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.model.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the variables of graphs can be found. Inside the fork or region that sets it a variable has
 * its own name; outside it is a member of what the outermost one left has carried out.
 */
final class Homes {

  private final Map<String, List<String>> homes = new HashMap<>();

  /** Says that a variable is set there. */
  void put(String variable, List<String> around) {
    homes.put(variable, List.copyOf(around));
  }

  /** Where a value is, or a part of it, seen from inside some forks. */
  Expr value(String variable, List<String> around, List<String> path) {
    return find(variable, variable, "_values", around, path);
  }

  /** Where the state of a task is. */
  Expr state(String variable, String task, List<String> around) {
    return find(variable + "_state", task, "_tasks", around, List.of());
  }

  private Expr find(
      String variable, String member, String kept, List<String> around, List<String> path) {
    List<String> home = homes.getOrDefault(variable, List.of());
    int common = 0;
    while (common < home.size()
        && common < around.size()
        && home.get(common).equals(around.get(common))) {
      common++;
    }
    if (common == home.size()) {
      return new Expr.At("$" + variable, path);
    }
    List<String> longer = new ArrayList<>(List.of(member));
    longer.addAll(path);
    return new Expr.At("$" + home.get(common) + kept, longer);
  }
}
