package dev.stepwell.engine;

import dev.stepwell.asl.Retrier;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When and how long after a failure a state is tried again.
 *
 * @param names whose errors it is for
 * @param maxAttempts how many retries at most
 * @param intervalSeconds the wait before the first
 * @param backoffRate how much longer each next wait is
 * @param maxDelaySeconds the longest wait
 * @param jitter whether waits are shortened at random
 */
record RetryRule(
    List<String> names,
    int maxAttempts,
    int intervalSeconds,
    double backoffRate,
    double maxDelaySeconds,
    boolean jitter) {

  static RetryRule of(Retrier written) {
    return new RetryRule(
        written.errorEquals(),
        written.maxAttempts() == null ? 3 : written.maxAttempts(),
        written.intervalSeconds() == null ? 1 : written.intervalSeconds(),
        written.backoffRate() == null ? 2.0 : written.backoffRate(),
        written.maxDelaySeconds() == null ? Double.MAX_VALUE : written.maxDelaySeconds(),
        "FULL".equals(written.jitterStrategy()));
  }

  boolean isFor(Failure failure) {
    return names.stream().anyMatch(failure::isCalled);
  }

  /**
   * The wait before a retry in milliseconds.
   *
   * @param retry 1 for the first retry by this rule
   */
  long delayMillis(int retry, RandomGenerator random) {
    double seconds =
        Math.min(intervalSeconds * Math.pow(backoffRate, retry - 1.0), maxDelaySeconds);
    return Math.round((jitter ? seconds * random.nextDouble() : seconds) * 1000);
  }
}
