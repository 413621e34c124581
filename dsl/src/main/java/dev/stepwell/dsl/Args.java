package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;

/** The arguments of any SDK call. Immutable. */
public final class Args {

  private static final Args NONE = new Args(Expr.fields());

  private final Expr.Fields fields;

  private Args(Expr.Fields fields) {
    this.fields = fields;
  }

  /** No arguments. */
  public static Args none() {
    return NONE;
  }

  /** One argument. */
  public static Args of(String name, Value<?> value) {
    return NONE.and(name, value);
  }

  /** With one more argument. */
  public Args and(String name, Value<?> value) {
    return new Args(fields.and(name, value.expr()));
  }

  /** With one more argument that is an object. */
  public Args and(String name, Args object) {
    return new Args(fields.and(name, object.fields));
  }

  Expr.Fields fields() {
    return fields;
  }
}
