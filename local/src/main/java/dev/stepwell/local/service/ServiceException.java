package dev.stepwell.local.service;

import static java.util.Objects.requireNonNull;

/** The error that an AWS service answers with. */
public final class ServiceException extends Exception {

  private final String code;
  private final String reason;
  private final int httpStatus;

  /**
   * An error answer.
   *
   * @param code the service's error code as its API model has it, such as {@code
   *     EntityNotFoundException} or {@code NoSuchKey}
   * @param message what is wrong
   * @param httpStatus the status of the HTTP answer, such as 400
   */
  public ServiceException(String code, String message, int httpStatus) {
    super(code + ": " + message);
    this.code = requireNonNull(code, "code");
    this.reason = requireNonNull(message, "message");
    this.httpStatus = httpStatus;
  }

  /** An error of the caller: HTTP status 400. */
  public static ServiceException refused(String code, String message) {
    return new ServiceException(code, message, 400);
  }

  /** The error code. */
  public String code() {
    return code;
  }

  /** What is wrong, without the code. */
  public String reason() {
    return reason;
  }

  /** The status of the HTTP answer. */
  public int httpStatus() {
    return httpStatus;
  }
}
