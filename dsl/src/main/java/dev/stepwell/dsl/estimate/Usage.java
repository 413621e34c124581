package dev.stepwell.dsl.estimate;

import dev.stepwell.dsl.model.Range;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much an execution or a part of it takes.
 *
 * @param events history events, when nothing fails, is retried or caught
 * @param transitions billed state transitions, likewise
 * @param worstEvents the most history events, whatever fails, is retried or caught; empty if
 *     nothing bounds it
 * @param worstTransitions the most transitions, likewise
 */
public record Usage(
    Range events, Range transitions, OptionalLong worstEvents, OptionalLong worstTransitions) {

  /**
   * Dollars for a transition of a Standard execution in us-east-1: 25 a million, beyond the 4,000
   * free ones a month. Source: the price list of AWS Step Functions,
   * aws.amazon.com/step-functions/pricing; some Regions ask more.
   */
  public static final BigDecimal DOLLARS_PER_TRANSITION = new BigDecimal("0.000025");

  /** Dollars when nothing fails, at least. */
  public BigDecimal leastDollars() {
    return dollars(transitions.least());
  }

  /** Dollars when nothing fails, at most; empty if nothing bounds it. */
  public Optional<BigDecimal> mostDollars() {
    return dollars(transitions.most());
  }

  /** Dollars at most, whatever fails; empty if nothing bounds it. */
  public Optional<BigDecimal> worstDollars() {
    return dollars(worstTransitions);
  }

  /** The price of so many transitions. */
  public static BigDecimal dollars(long transitions) {
    return DOLLARS_PER_TRANSITION.multiply(BigDecimal.valueOf(transitions));
  }

  private static Optional<BigDecimal> dollars(OptionalLong transitions) {
    return transitions.isPresent()
        ? Optional.of(dollars(transitions.getAsLong()))
        : Optional.empty();
  }
}
