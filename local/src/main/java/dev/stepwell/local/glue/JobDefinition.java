package dev.stepwell.local.glue;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Glue job.
 *
 * @param name the job's name
 * @param script the text of its script, Spark SQL
 * @param maxConcurrentRuns how many runs may be on their way at once; at least 1, which is also
 *     AWS's default
 * @param defaultArguments the arguments that a run has unless it gives them itself; their names
 *     begin with {@code --}
 */
public record JobDefinition(
    String name, String script, int maxConcurrentRuns, Map<String, String> defaultArguments) {

  /** Checks the limit and copies the arguments. */
  public JobDefinition {
    requireNonNull(name, "name");
    requireNonNull(script, "script");
    if (maxConcurrentRuns < 1) {
      throw new IllegalArgumentException(
          "job '" + name + "': maxConcurrentRuns must be at least 1, not " + maxConcurrentRuns);
    }
    defaultArguments = Collections.unmodifiableMap(new LinkedHashMap<>(defaultArguments));
  }
}
