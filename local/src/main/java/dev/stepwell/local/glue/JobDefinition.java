package dev.stepwell.local.glue;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Glue job.
 *
 * @param name the job's name
 * @param script the text of its script
 * @param maxConcurrentRuns how many runs may be on their way at once; at least 1, which is also
 *     AWS's default
 * @param defaultArguments the arguments that a run has unless it gives them itself; their names
 *     begin with {@code --}
 * @param language what the script is written in
 * @param queued whether a run for which there is no room waits, as with {@code
 *     JobRunQueuingEnabled}; a call may say otherwise
 */
public record JobDefinition(
    String name,
    String script,
    int maxConcurrentRuns,
    Map<String, String> defaultArguments,
    ScriptLanguage language,
    boolean queued) {

  /** Checks the limit and copies the arguments. */
  public JobDefinition {
    requireNonNull(name, "name");
    requireNonNull(script, "script");
    requireNonNull(language, "language");
    if (maxConcurrentRuns < 1) {
      throw new IllegalArgumentException(
          "job '" + name + "': maxConcurrentRuns must be at least 1, not " + maxConcurrentRuns);
    }
    defaultArguments = Collections.unmodifiableMap(new LinkedHashMap<>(defaultArguments));
  }

  /** A job whose script is Spark SQL and whose runs do not wait for one another. */
  public JobDefinition(
      String name, String script, int maxConcurrentRuns, Map<String, String> defaultArguments) {
    this(name, script, maxConcurrentRuns, defaultArguments, ScriptLanguage.SPARK_SQL, false);
  }

  /** This, with a script in another language. */
  public JobDefinition in(ScriptLanguage other) {
    return new JobDefinition(name, script, maxConcurrentRuns, defaultArguments, other, queued);
  }

  /** This, whose runs wait if there is no room for them. */
  public JobDefinition queuing() {
    return new JobDefinition(name, script, maxConcurrentRuns, defaultArguments, language, true);
  }
}
