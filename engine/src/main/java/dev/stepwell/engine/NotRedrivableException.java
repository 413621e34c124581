package dev.stepwell.engine;

/** An execution cannot be set going again; the message says why, in AWS's words. */
public final class NotRedrivableException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  NotRedrivableException(String reason) {
    super(reason);
  }
}
