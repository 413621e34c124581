package dev.stepwell.local.glue;

import static java.util.Objects.requireNonNull;

/** Ends a job run; the reason is the run's {@code ErrorMessage}. */
public final class JobFailedException extends Exception {

  private final String reason;

  /** A failure for this reason. */
  public JobFailedException(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = requireNonNull(reason, "reason");
  }

  /** Why the run failed. */
  public String reason() {
    return reason;
  }
}
