package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Expr;

/** True or false. */
public final class Bool extends Value<Boolean> {

  Bool(Expr expr) {
    super(expr);
  }

  /** A Java boolean. */
  public static Bool of(boolean literal) {
    return new Bool(new Expr.Constant(Json.of(literal)));
  }

  /**
   * A boolean computed by JSONata.
   *
   * @param expression JSONata, where <code>{0}</code> stands for the first argument
   */
  @RawAsl
  public static Bool jsonata(String expression, Value<?>... args) {
    return new Bool(WrittenJsonata.of(expression, exprs(args)));
  }

  static Bool compare(Value<?> left, String operator, Value<?> right) {
    return new Bool(Expr.raw("{0} " + operator + " {1}", left.expr(), right.expr()));
  }

  /** Whether both hold. */
  public Bool and(Bool other) {
    return new Bool(Expr.raw("{0} and {1}", expr(), other.expr()));
  }

  /** Whether one of both holds. */
  public Bool or(Bool other) {
    return new Bool(Expr.raw("{0} or {1}", expr(), other.expr()));
  }

  /** Whether it does not hold. */
  public Bool not() {
    return new Bool(Expr.call("$not({0})", expr()));
  }

  @Override
  Expr asText() {
    return Expr.call("$string({0})", expr());
  }
}
