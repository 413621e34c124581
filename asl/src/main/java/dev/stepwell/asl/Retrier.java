package dev.stepwell.asl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code Retry}, as written; null where absent.
 *
 * @param errorEquals names of errors
 * @param intervalSeconds before the first retry, in seconds; default 1
 * @param maxAttempts retries, not runs; default 3
 * @param backoffRate the factor from one interval to the next, at least 1; default 2
 * @param maxDelaySeconds the longest interval, in seconds; default none
 * @param jitterStrategy {@code NONE} or {@code FULL}; default NONE
 * @param comment a remark
 */
public record Retrier(
    List<String> errorEquals,
    @Nullable Integer intervalSeconds,
    @Nullable Integer maxAttempts,
    @Nullable Double backoffRate,
    @Nullable Integer maxDelaySeconds,
    @Nullable String jitterStrategy,
    @Nullable String comment) {

  /** Copies the names. */
  public Retrier {
    errorEquals = List.copyOf(errorEquals);
  }
}
