package dev.stepwell.engine;

import static java.util.Objects.requireNonNull;

/** Thrown by the work of a task to fail it with a name that {@code Retry} and {@code Catch} see. */
public final class TaskFailedException extends RuntimeException {

  private final String error;

  /**
   * A failure.
   *
   * @param error the error's name, such as {@code Glue.EntityNotFoundException}
   * @param cause the text
   */
  public TaskFailedException(String error, String cause) {
    super(cause);
    this.error = requireNonNull(error, "error");
  }

  /** The error's name. */
  public String error() {
    return error;
  }
}
