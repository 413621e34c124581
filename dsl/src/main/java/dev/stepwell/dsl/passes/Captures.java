package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.model.Expr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a child execution is started with: it sees no variable of its parent, and the input of an
 * execution is its own there. Only what is read in it is handed over.
 */
final class Captures {

  /** The name under which the workflow's input is handed over. */
  static final String INPUT = "input";

  /** The name under which the execution's ARN is handed over; no variable is called so. */
  static final String OWNER = "_owner";

  private final Context parent;
  private final Map<String, Expr> members = new LinkedHashMap<>();

  Captures(Context parent) {
    this.parent = parent;
  }

  Context parent() {
    return parent;
  }

  /** Hands a value over, and says where it is, or a part of it, in the child. */
  Expr hand(String name, Expr outside, List<String> path) {
    members.putIfAbsent(name, outside);
    List<String> longer = new ArrayList<>(List.of(name));
    longer.addAll(path);
    return new Expr.At("$states.context.Execution.Input", longer);
  }

  /** The child's input; what is not there is left out. */
  Expr selector() {
    Expr.Fields fields = Expr.fields();
    for (Map.Entry<String, Expr> member : members.entrySet()) {
      fields = fields.and(member.getKey(), member.getValue());
    }
    return Expr.call("{0}", fields);
  }
}
