package dev.stepwell.dsl.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One retrier.
 *
 * @param errors names of errors
 * @param intervalSeconds before the first retry
 * @param maxAttempts retries, not runs
 * @param backoffRate the factor from one interval to the next
 * @param maxDelaySeconds the longest interval; null for no limit
 * @param jitter whether the interval is drawn at random up to its length
 */
public record RetryRule(
    List<String> errors,
    int intervalSeconds,
    int maxAttempts,
    double backoffRate,
    @Nullable Integer maxDelaySeconds,
    boolean jitter) {

  /** Copies the names. */
  public RetryRule {
    errors = List.copyOf(errors);
  }

  /**
   * The retrier for throttling and service errors: few attempts, because the same names also stand
   * for "access denied", with full jitter, because many steps are throttled at once.
   */
  public static RetryRule service(String... errors) {
    return new RetryRule(List.of(errors), 2, 5, 2, 60, true);
  }

  /** The retrier that keeps errors from those that come after it. */
  public static RetryRule never(List<String> errors) {
    return new RetryRule(errors, 1, 0, 1, null, false);
  }

  /** This rule for the errors that no earlier rule takes; empty if there are none left. */
  public Optional<RetryRule> without(List<RetryRule> earlier) {
    List<String> left =
        errors.stream()
            .filter(error -> earlier.stream().noneMatch(rule -> rule.errors().contains(error)))
            .toList();
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RetryRule(
                left, intervalSeconds, maxAttempts, backoffRate, maxDelaySeconds, jitter));
  }
}
