package dev.stepwell.aws.cloud;

/** Something on AWS is not as a command needs it; the message says what, why and what to do. */
public final class CloudException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CloudException(String message, Throwable cause) {
    super(message, cause);
  }

  CloudException(String message) {
    super(message);
  }
}
