package dev.stepwell.dsl;

import dev.stepwell.dsl.model.RetryRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When and how often a task is tried again. Defaults: every second, three times, without backoff.
 *
 * @param errors names of errors
 * @param interval before the first retry; whole seconds, at least one
 * @param atMost retries, not runs
 * @param backoff the factor from one interval to the next, at least 1
 * @param longest the longest interval; null for no limit
 * @param jitter whether intervals are drawn at random up to their length
 */
public record Retry(
    List<ErrorName> errors,
    Duration interval,
    int atMost,
    double backoff,
    @Nullable Duration longest,
    boolean jitter) {

  /** Checks ranges. */
  public Retry {
    errors = List.copyOf(errors);
    if (errors.contains(ErrorName.ALL) && errors.size() > 1) {
      throw InvalidWorkflowException.here(
          "States.ALL stands for every error; a Retry that names it can name no other");
    }
    if (interval.toSeconds() < 1 || interval.toSeconds() > 99_999_999) {
      throw InvalidWorkflowException.here(
          "a retry interval is 1 to 99,999,999 seconds, but this one is " + interval);
    }
    if (atMost < 0 || atMost > 99_999_999) {
      throw InvalidWorkflowException.here(
          "a Retry has 0 to 99,999,999 attempts, but this one has " + atMost);
    }
    if (!(backoff >= 1) || Double.isInfinite(backoff)) {
      throw InvalidWorkflowException.here(
          "a backoff is a factor of at least 1, but this one is " + backoff);
    }
    if (longest != null && (longest.toSeconds() < 1 || longest.toSeconds() > 31_622_400)) {
      throw InvalidWorkflowException.here(
          "the longest retry interval is 1 to 31,622,400 seconds, but this one is " + longest);
    }
  }

  /** Retries on these errors. */
  public static Retry on(ErrorName first, ErrorName... more) {
    List<ErrorName> errors = new ArrayList<>(List.of(more));
    errors.add(0, first);
    return new Retry(errors, Duration.ofSeconds(1), 3, 1, null, false);
  }

  /** With this interval before the first retry. */
  public Retry every(Duration first) {
    return new Retry(errors, first, atMost, backoff, longest, jitter);
  }

  /** At most so many retries. */
  public Retry atMost(int retries) {
    return new Retry(errors, interval, retries, backoff, longest, jitter);
  }

  /** Each interval so many times as long as the one before. */
  public Retry backoff(double factor) {
    return new Retry(errors, interval, atMost, factor, longest, jitter);
  }

  /** No interval longer than this. */
  public Retry noLongerThan(Duration limit) {
    return new Retry(errors, interval, atMost, backoff, limit, jitter);
  }

  /** Intervals drawn at random up to their length. */
  public Retry withJitter() {
    return new Retry(errors, interval, atMost, backoff, longest, true);
  }

  RetryRule rule() {
    return new RetryRule(
        errors.stream().map(ErrorName::name).toList(),
        (int) interval.toSeconds(),
        atMost,
        backoff,
        longest == null ? null : (int) longest.toSeconds(),
        jitter);
  }
}
