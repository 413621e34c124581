package dev.stepwell.cli.progress;

import java.util.List;

/**
 * How an execution failed.
 *
 * @param step the step that failed, or empty if the execution ended without one
 * @param error the error's name
 * @param cause what it says of itself; may be empty
 * @param ranAfterwards the steps that ran because of the failure, in order
 */
public record RunFailure(String step, String error, String cause, List<String> ranAfterwards) {

  public RunFailure {
    ranAfterwards = List.copyOf(ranAfterwards);
  }
}
