package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;
import java.time.LocalDate;

/** A calendar day, spelled {@code YYYY-MM-DD}. */
public final class Day extends Value<LocalDate> {

  private static final long MILLIS = 86_400_000;

  Day(Expr expr) {
    super(expr);
  }

  /** A Java day. */
  public static Day of(LocalDate literal) {
    return new Day(Expr.text(literal.toString()));
  }

  /** The item of a forEach over days. */
  public static Day from(Obj<LocalDate> item) {
    return new Day(item.expr());
  }

  /** The day so many days later, or earlier if negative. */
  public Day plusDays(int days) {
    return new Day(
        Expr.call(
            "$fromMillis($toMillis({0}) + {1}, '[Y0001]-[M01]-[D01]')",
            expr(), Expr.number(days * MILLIS)));
  }

  /** This day, or another if it is absent or null. */
  public Day orElse(Day otherwise) {
    return new Day(or(otherwise.expr()));
  }

  /** Whether both are the same day. */
  public Bool eq(Day other) {
    return Bool.compare(this, "=", other);
  }

  /** Whether it lies before the other. */
  public Bool isBefore(Day other) {
    return Bool.compare(this, "<", other);
  }

  /** The day as {@code YYYY-MM-DD}. */
  public Text text() {
    return new Text(expr());
  }
}
