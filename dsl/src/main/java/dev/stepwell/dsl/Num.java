package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Expr;

/** A number; a double at run time. */
public final class Num extends Value<Number> {

  Num(Expr expr) {
    super(expr);
  }

  /** A Java number; it must be finite. */
  public static Num of(double literal) {
    return new Num(
        literal == Math.rint(literal) && Math.abs(literal) < 1e15
            ? Expr.number((long) literal)
            : new Expr.Constant(Json.of(literal)));
  }

  /** The item of a forEach over numbers. */
  public static Num from(Obj<? extends Number> item) {
    return new Num(item.expr());
  }

  /**
   * A number computed by JSONata.
   *
   * @param expression JSONata, where <code>{0}</code> stands for the first argument
   */
  @RawAsl
  public static Num jsonata(String expression, Value<?>... args) {
    return new Num(WrittenJsonata.of(expression, exprs(args)));
  }

  /** This number, or another if it is absent or null. */
  public Num orElse(double literal) {
    return new Num(or(of(literal).expr()));
  }

  /** Whether it is at least this. */
  public Bool gte(double literal) {
    return gte(of(literal));
  }

  /** Whether it is at least the other. */
  public Bool gte(Num other) {
    return Bool.compare(this, ">=", other);
  }

  /** Whether it is more than this. */
  public Bool gt(double literal) {
    return gt(of(literal));
  }

  /** Whether it is more than the other. */
  public Bool gt(Num other) {
    return Bool.compare(this, ">", other);
  }

  /** Whether it is at most this. */
  public Bool lte(double literal) {
    return lte(of(literal));
  }

  /** Whether it is at most the other. */
  public Bool lte(Num other) {
    return Bool.compare(this, "<=", other);
  }

  /** Whether it is less than this. */
  public Bool lt(double literal) {
    return lt(of(literal));
  }

  /** Whether it is less than the other. */
  public Bool lt(Num other) {
    return Bool.compare(this, "<", other);
  }

  /** Whether it is this number. */
  public Bool eq(double literal) {
    return eq(of(literal));
  }

  /** Whether both are the same number. */
  public Bool eq(Num other) {
    return Bool.compare(this, "=", other);
  }

  /** The sum of both. */
  public Num plus(Num other) {
    return new Num(Expr.raw("{0} + {1}", expr(), other.expr()));
  }

  /** This less the other. */
  public Num minus(Num other) {
    return new Num(Expr.raw("{0} - {1}", expr(), other.expr()));
  }

  /** The product of both. */
  public Num times(Num other) {
    return new Num(Expr.raw("{0} * {1}", expr(), other.expr()));
  }

  /** The number as JSON spells it. */
  public Text text() {
    return new Text(asText());
  }

  @Override
  Expr asText() {
    return Expr.call("$string({0})", expr());
  }
}
