package dev.stepwell.cli.estimate;

import dev.stepwell.cli.output.Words;
import dev.stepwell.dsl.estimate.Usage;
import dev.stepwell.dsl.model.Range;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Estimated amounts in words. */
final class Amounts {

  private static final String UNBOUNDED = "any number";

  private Amounts() {}

  /** {@code 7}, {@code 7 to 12}, {@code 7 or more}. */
  static String range(Range range) {
    if (range.most().isEmpty()) {
      return Words.number(range.least()) + " or more";
    }
    return range.most().getAsLong() == range.least()
        ? Words.number(range.least())
        : Words.number(range.least()) + " to " + most(range.most());
  }

  static String most(OptionalLong most) {
    return most.isPresent() ? Words.number(most.getAsLong()) : UNBOUNDED;
  }

  static String dollars(Usage usage) {
    String least = dollars(usage.leastDollars());
    return usage
        .mostDollars()
        .map(
            most ->
                most.compareTo(usage.leastDollars()) == 0 ? least : least + " to " + dollars(most))
        .orElse(least + " or more");
  }

  static String dollars(Optional<BigDecimal> most) {
    return most.map(Amounts::dollars).orElse("any price");
  }

  /** Small amounts with six digits, those above a cent with four. */
  private static String dollars(BigDecimal amount) {
    int digits = amount.compareTo(new BigDecimal("0.01")) < 0 ? 6 : 4;
    return "$"
        + String.format(
            Locale.ROOT, "%,." + digits + "f", amount.setScale(digits, RoundingMode.HALF_UP));
  }
}
