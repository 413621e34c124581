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

  /** Where a value is, or a part of it, seen from some place. */
  Expr value(String variable, Context from, List<String> path) {
    return find(variable, variable, "_values", from, path);
  }

  /** Where the state of a task is. */
  Expr state(String variable, String task, Context from) {
    return find(variable + "_state", task, "_tasks", from, List.of());
  }

  private Expr find(String variable, String member, String kept, Context from, List<String> path) {
    List<String> home = homes.getOrDefault(variable, List.of());
    List<String> around = from.around();
    Captures captures = from.captures();
    if (captures != null && !isInside(home, captures.parent().around(), around)) {
      Expr outside = find(variable, member, kept, captures.parent(), List.of());
      return captures.hand(variable, outside, path);
    }
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

  /** Whether a home is in the child, which is one region deeper than its parent. */
  private static boolean isInside(List<String> home, List<String> parent, List<String> around) {
    int depth = parent.size() + 1;
    return home.size() >= depth && home.subList(0, depth).equals(around.subList(0, depth));
  }
}
