package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;

/** A point in time, spelled as ISO 8601 says, in UTC. */
public final class Instant extends Value<java.time.Instant> {

  Instant(Expr expr) {
    super(expr);
  }

  /** A Java instant. */
  public static Instant of(java.time.Instant literal) {
    return new Instant(Expr.text(literal.toString()));
  }

  /** The day it falls on in UTC. */
  public Day day() {
    return new Day(Expr.call("$substring({0}, 0, 10)", expr()));
  }

  /** Whether it lies before the other. */
  public Bool isBefore(Instant other) {
    return new Bool(Expr.raw("$toMillis({0}) < $toMillis({1})", expr(), other.expr()));
  }

  /** The instant as ISO 8601 spells it. */
  public Text text() {
    return new Text(expr());
  }
}
