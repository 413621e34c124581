package dev.stepwell.dsl.model;

import java.util.OptionalLong;

/**
 * An interval of whole numbers.
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
    return new Range(
        least + other.least,
        most.isPresent() && other.most.isPresent()
            ? OptionalLong.of(most.getAsLong() + other.most.getAsLong())
            : OptionalLong.empty());
  }

  /** One or the other. */
  public Range or(Range other) {
    return new Range(
        Math.min(least, other.least),
        most.isPresent() && other.most.isPresent()
            ? OptionalLong.of(Math.max(most.getAsLong(), other.most.getAsLong()))
            : OptionalLong.empty());
  }

  /** So many times; a count that nothing bounds leaves the result unbounded, unless this is 0. */
  public Range times(Range count) {
    boolean bounded = most.isPresent() && count.most.isPresent();
    return new Range(
        least * count.least,
        bounded
            ? OptionalLong.of(most.getAsLong() * count.most.getAsLong())
            : most.equals(OptionalLong.of(0)) ? OptionalLong.of(0) : OptionalLong.empty());
  }

  @Override
  public String toString() {
    if (most.isPresent() && most.getAsLong() == least) {
      return Long.toString(least);
    }
    return most.isPresent() ? least + " to " + most.getAsLong() : "at least " + least;
  }
}
