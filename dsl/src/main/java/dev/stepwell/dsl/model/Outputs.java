package dev.stepwell.dsl.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a task gives, in terms of the result of its last call.
 *
 * @param root where the whole output is; null if only the named parts exist
 * @param named the parts by name, in order
 */
public record Outputs(@Nullable Expr root, Expr.Fields named) {

  /** An output of any shape. */
  public static Outputs of(Expr.Result root) {
    return new Outputs(root, Expr.fields());
  }

  /** An output of these parts only. */
  public static Outputs of(Expr.Fields named) {
    return new Outputs(null, named);
  }

  /** The whole output. */
  public Expr whole() {
    return root == null ? named : root;
  }

  /**
   * What the state that makes the result leaves as its own output: the same, but nothing where that
   * would be all of a service's answer.
   */
  public Expr shown() {
    return root instanceof Expr.Result result && result.path().isEmpty() ? Expr.fields() : whole();
  }

  /** The expression, over the state's result, of what a path in the output finds. */
  public Expr at(List<String> path) {
    if (root instanceof Expr.Result result) {
      List<String> longer = new java.util.ArrayList<>(result.path());
      longer.addAll(path);
      return new Expr.Result(longer);
    }
    for (Expr.Member member : named.members()) {
      if (!path.isEmpty() && member.name().equals(path.get(0))) {
        return member.value();
      }
    }
    throw new IllegalArgumentException("no output " + path);
  }
}
