package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.state.Work;
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
 * @param state Glue's word: {@code WAITING}, {@code STARTING}, {@code RUNNING}, {@code STOPPING},
 *     {@code SUCCEEDED}, {@code FAILED}, {@code TIMEOUT} or {@code STOPPED}
 * @param errorMessage why it failed; null unless it did
 * @param arguments what the caller gave
 * @param started when it began
 * @param completed when it ended; null while it runs
 * @param settings what else the caller gave, such as {@code Timeout}; shown, but for the most part
 *     without effect here
 */
public record JobRun(
    String id,
    String job,
    String state,
    @Nullable String errorMessage,
    Map<String, String> arguments,
    Instant started,
    @Nullable Instant completed,
    JsonObject settings) {

  /** The message of a run whose process ended. */
  static final String INTERRUPTED = "The process ended while the job run was on its way";

  /** Copies the arguments. */
  public JobRun {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  /** The run as it is kept. */
  JsonObject json() {
    return JsonObject.builder()
        .put("JobName", job)
        .put("State", state)
        .putIfPresent("ErrorMessage", errorMessage)
        .put("Arguments", Json.of(arguments))
        .put("StartedOn", started.toString())
        .putIfPresent("CompletedOn", completed == null ? null : completed.toString())
        .put("Settings", settings)
        .build();
  }

  /** A run as it was kept; one that nobody is at any longer has failed. */
  static JobRun of(Work kept) {
    JsonObject json = kept.record();
    Map<String, String> arguments = new LinkedHashMap<>();
    json.object("Arguments")
        .forEach((name, value) -> arguments.put(name, String.valueOf(value.toJava())));
    String completed = json.string("CompletedOn");
    JobRun run =
        new JobRun(
            kept.key(),
            String.valueOf(json.string("JobName")),
            String.valueOf(json.string("State")),
            json.string("ErrorMessage"),
            arguments,
            Instant.parse(String.valueOf(json.string("StartedOn"))),
            completed == null ? null : Instant.parse(completed),
            json.object("Settings"));
    return kept.isInterrupted() ? run.ended("FAILED", INTERRUPTED, run.started) : run;
  }

  JobRun in(String next) {
    return new JobRun(id, job, next, null, arguments, started, null, settings);
  }

  JobRun ended(String how, @Nullable String why, Instant when) {
    Instant end = when.isBefore(started) ? started : when;
    return new JobRun(id, job, how, why, arguments, started, end, settings);
  }

  /** Whether it has ended in a way that fails a task that waits for it. */
  boolean isBad() {
    return state.equals("FAILED") || state.equals("TIMEOUT");
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
        .putAll(settings)
        .build();
  }
}
