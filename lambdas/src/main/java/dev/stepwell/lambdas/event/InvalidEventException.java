package dev.stepwell.lambdas.event;

import java.util.List;

/** An event that the handler cannot work with; sending it again does not help. */
public final class InvalidEventException extends RuntimeException {
  /** With the message as it is. */
  public InvalidEventException(String message) {
    super(message);
  }

  /** With all the problems that were found; {@code what} names the event, as in "a request". */
  public static InvalidEventException of(String what, List<String> problems) {
    return new InvalidEventException("this is not " + what + ": " + String.join("; ", problems));
  }
}
