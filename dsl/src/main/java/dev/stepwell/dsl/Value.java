package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;

/**
 * A value known at run time at the latest: a Java literal, a name that deployment fills, or an
 * expression over the input and the outputs of steps. Immutable; it has only the operations that
 * make sense for its type. A value can be used where its producer has certainly run.
 *
 * @param <T> the Java type of what it stands for
 */
public abstract sealed class Value<T> permits Text, Num, Bool, Day, Instant, Items, Obj {

  private final Expr expr;

  Value(Expr expr) {
    this.expr = expr;
  }

  Expr expr() {
    return expr;
  }

  /** The value as a text: texts, days and instants as they are, others as JSON spells them. */
  Expr asText() {
    return expr;
  }

  /** Whether it is there and not null; for components that are optional. */
  public Bool isPresent() {
    return new Bool(Expr.raw("$exists({0}) and {0} != null", expr));
  }

  Expr or(Expr otherwise) {
    return Expr.raw("$exists({0}) and {0} != null ? {0} : {1}", expr, otherwise);
  }

  static Expr[] exprs(Value<?>... values) {
    Expr[] exprs = new Expr[values.length];
    for (int i = 0; i < values.length; i++) {
      exprs[i] = values[i].expr();
    }
    return exprs;
  }

  @Override
  public String toString() {
    throw InvalidWorkflowException.here(
        "a "
            + getClass().getSimpleName()
            + " is made into a Java string, but its text is known only when the workflow runs; use"
            + " Text.plus to put texts together");
  }
}
