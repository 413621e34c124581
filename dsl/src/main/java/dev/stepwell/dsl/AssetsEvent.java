package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;

/** Assets were updated. */
public final class AssetsEvent {

  AssetsEvent() {}

  /** When the run was made that answers the updates. */
  public Instant time() {
    return new Instant(new Expr.Envelope("time"));
  }

  /** The day of that moment in UTC. */
  public Day day() {
    return new Day(Expr.call("$substring({0}, 0, 10)", new Expr.Envelope("time")));
  }
}
