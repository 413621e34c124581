package dev.stepwell.lambdas.firehose;

import java.util.List;

/** A record that holds no valid flight; the message has every problem. */
final class InvalidFlightException extends Exception {
  InvalidFlightException(String problem) {
    super(problem);
  }

  InvalidFlightException(List<String> problems) {
    super(String.join("; ", problems));
  }
}
