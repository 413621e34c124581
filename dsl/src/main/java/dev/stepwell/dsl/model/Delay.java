package dev.stepwell.dsl.model;

/**
 * How long a Wait state waits.
 *
 * @param field {@code Seconds} or {@code Timestamp}
 * @param value a whole number of seconds, or a text as RFC 3339 spells an instant
 */
public record Delay(String field, Expr value) {

  /** So many seconds. */
  public static Delay seconds(Expr value) {
    return new Delay("Seconds", value);
  }

  /** Until an instant; one that has passed is not waited for. */
  public static Delay until(Expr value) {
    return new Delay("Timestamp", value);
  }

  /** This delay of another value. */
  public Delay of(Expr other) {
    return new Delay(field, other);
  }
}
