package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job as it stands now.
 *
 * @param id the run's id
 * @param job the job's name
 * @param state Glue's word: {@code RUNNING}, {@code SUCCEEDED}, {@code FAILED} or {@code STOPPED}
 * @param errorMessage why it failed; null unless it did
 * @param arguments what the caller gave
 * @param started when it began
 * @param completed when it ended; null while it runs
 */
public record JobRun(
    String id,
    String job,
    String state,
    @Nullable String errorMessage,
    Map<String, String> arguments,
    Instant started,
    @Nullable Instant completed) {

  /** Copies the arguments. */
  public JobRun {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  JobRun ended(String state, @Nullable String errorMessage, Instant when) {
    Instant end = when.isBefore(started) ? started : when;
    return new JobRun(id, job, state, errorMessage, arguments, started, end);
  }

  /** The run as {@code GetJobRun} of {@code aws-sdk} shows it: times are text. */
  JsonObject describe() {
    return describe(time -> Json.of(time.toString()));
  }

  /** The run as the optimized {@code .sync} shows it: times are milliseconds. */
  JsonObject describeOptimized() {
    return describe(time -> Json.of(time.toEpochMilli()));
  }

  private JsonObject describe(Function<Instant, Json> time) {
    Instant modified = completed == null ? started : completed;
    JsonObject.Builder run =
        JsonObject.builder()
            .put("Id", id)
            .put("Attempt", 0)
            .put("JobName", job)
            .put("StartedOn", time.apply(started))
            .put("LastModifiedOn", time.apply(modified));
    if (completed != null) {
      run.put("CompletedOn", time.apply(completed));
    }
    run.put("JobRunState", state).put("Arguments", Json.of(arguments));
    return run.putIfPresent("ErrorMessage", errorMessage)
        .put("PredecessorRuns", JsonArray.EMPTY)
        .put("ExecutionTime", Duration.between(started, modified).toSeconds())
        .put("LogGroupName", "/aws-glue/jobs")
        .build();
  }
}
