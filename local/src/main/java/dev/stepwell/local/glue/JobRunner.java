package dev.stepwell.local.glue;

import dev.stepwell.local.service.CallContext;
import java.util.Map;

/** Does the work of job runs. Safe to call from several threads. */
@FunctionalInterface
public interface JobRunner {

  /**
   * Runs a script to its end.
   *
   * @param script its text
   * @param arguments the arguments, with the {@code --} before their names
   * @param runId the run's id
   * @param context who asks; the run ends early if it is cancelled
   * @throws JobFailedException with the text for the run's {@code ErrorMessage}
   */
  void run(String script, Map<String, String> arguments, String runId, CallContext context)
      throws JobFailedException;

  /**
   * Whether a run that was broken off at any instant may be done once more from its beginning, and
   * leaves behind what one run would have.
   *
   * @param script its text
   * @param arguments the arguments, with the {@code --} before their names
   */
  default boolean isRepeatable(String script, Map<String, String> arguments) {
    return false;
  }
}
