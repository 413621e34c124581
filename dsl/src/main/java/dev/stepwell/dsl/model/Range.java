package dev.stepwell.dsl.model;

import java.util.OptionalLong;

/**
 * An interval of whole numbers, none of them negative.
 *
 * @param least the lower end
 * @param most the upper end; empty if nothing bounds it
 */
public record Range(long least, OptionalLong most) {

  /** Exactly so many. */
  public static Range of(long exactly) {
    return new Range(exactly, OptionalLong.of(exactly));
  }

  /** From here to there. */
  public static Range of(long least, long most) {
    return new Range(least, OptionalLong.of(most));
  }

  /** Both together. */
  public Range plus(Range other) {
    return new Range(least + other.least, sum(most, other.most));
  }

  /** One or the other. */
  public Range or(Range other) {
    return new Range(Math.min(least, other.least), greater(most, other.most));
  }

  /** So many times; a count that nothing bounds leaves the result unbounded, unless this is 0. */
  public Range times(Range count) {
    return new Range(least * count.least, product(most, count.most));
  }

  /** The sum of two upper ends. */
  public static OptionalLong sum(OptionalLong one, OptionalLong other) {
    if (one.isEmpty() || other.isEmpty()) {
      return OptionalLong.empty();
    }
    long sum = one.getAsLong() + other.getAsLong();
    return sum < 0 ? OptionalLong.empty() : OptionalLong.of(sum);
  }

  /** The greater of two upper ends. */
  public static OptionalLong greater(OptionalLong one, OptionalLong other) {
    return one.isPresent() && other.isPresent()
        ? OptionalLong.of(Math.max(one.getAsLong(), other.getAsLong()))
        : OptionalLong.empty();
  }

  /** The product of two upper ends; 0 if one of them is, and unbounded if it is astronomic. */
  public static OptionalLong product(OptionalLong one, OptionalLong other) {
    OptionalLong zero = OptionalLong.of(0);
    if (one.equals(zero) || other.equals(zero)) {
      return zero;
    }
    if (one.isEmpty()
        || other.isEmpty()
        || Math.multiplyHigh(one.getAsLong(), other.getAsLong()) != 0
        || one.getAsLong() * other.getAsLong() < 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(one.getAsLong() * other.getAsLong());
  }

  @Override
  public String toString() {
    if (most.isPresent() && most.getAsLong() == least) {
      return Long.toString(least);
    }
    return most.isPresent() ? least + " to " + most.getAsLong() : "at least " + least;
  }
}
