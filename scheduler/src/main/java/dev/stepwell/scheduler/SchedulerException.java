package dev.stepwell.scheduler;

/** Somebody asked for what cannot be done; the message says what, why, and what to do. */
public final class SchedulerException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** A refusal. */
  public SchedulerException(String message) {
    super(message);
  }
}
