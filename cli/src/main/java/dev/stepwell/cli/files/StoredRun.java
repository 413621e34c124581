package dev.stepwell.cli.files;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The record of a run, as it stands in {@code execution.json}: DescribeExecution's members, times
 * in ISO 8601, input and output as JSON.
 *
 * @param name the execution's name, also that of its folder
 * @param workflow the workflow's name
 * @param status AWS's word: {@code RUNNING SUCCEEDED FAILED TIMED_OUT ABORTED}
 * @param started when it started, by the clock on the wall
 * @param stopped when it ended
 * @param input the execution's input
 * @param output the execution's output, once it succeeded
 * @param error the error's name, once it failed
 * @param cause what the error says of itself
 */
public record StoredRun(
    String name,
    String workflow,
    String status,
    Instant started,
    Optional<Instant> stopped,
    Json input,
    Optional<Json> output,
    Optional<String> error,
    Optional<String> cause) {

  /** The status of a run that has not ended, or whose process died. */
  public static final String RUNNING = "RUNNING";

  /** A run that starts now. */
  public static StoredRun starting(String name, String workflow, Instant now, Json input) {
    return new StoredRun(
        name,
        workflow,
        RUNNING,
        now,
        Optional.empty(),
        input,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** This run at its end. */
  public StoredRun ended(
      String newStatus,
      Instant now,
      Optional<Json> itsOutput,
      Optional<String> itsError,
      Optional<String> itsCause) {
    return new StoredRun(
        name, workflow, newStatus, started, Optional.of(now), input, itsOutput, itsError, itsCause);
  }

  /** How long it took, if it has ended. */
  public Optional<Duration> elapsed() {
    return stopped.map(end -> Duration.between(started, end));
  }

  /** The JSON of {@code execution.json}. */
  public JsonObject json() {
    return JsonObject.builder()
        .put("name", name)
        .put("stateMachine", workflow)
        .put("status", status)
        .put("startDate", started.toString())
        .putIfPresent("stopDate", stopped.map(Instant::toString).orElse(null))
        .put("input", input)
        .putIfPresent("output", output.orElse(null))
        .putIfPresent("error", error.orElse(null))
        .putIfPresent("cause", cause.orElse(null))
        .build();
  }

  static StoredRun of(JsonObject json) {
    return new StoredRun(
        text(json, "name"),
        text(json, "stateMachine"),
        text(json, "status"),
        Instant.parse(text(json, "startDate")),
        Optional.ofNullable(json.string("stopDate")).map(Instant::parse),
        json.find("input").orElse(JsonObject.EMPTY),
        json.find("output"),
        Optional.ofNullable(json.string("error")),
        Optional.ofNullable(json.string("cause")));
  }

  private static String text(JsonObject json, String member) {
    String text = json.string(member);
    if (text == null) {
      throw new IllegalArgumentException("no text '" + member + "'");
    }
    return text;
  }
}
