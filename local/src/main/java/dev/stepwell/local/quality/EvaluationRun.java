package dev.stepwell.local.quality;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.sql.SqlSession;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One evaluation run and where it stands. Thread-safe: every method holds the run's own lock. */
final class EvaluationRun {

  /** The states that the API knows. */
  enum Status {
    STARTING,
    RUNNING,
    STOPPING,
    STOPPED,
    SUCCEEDED,
    FAILED,
    TIMEOUT
  }

  private final String id;
  private final JsonObject arguments;
  private final RunRequest request;
  private final Map<String, String> rulesets;
  private final Instant startedOn;
  private final List<String> resultIds = new ArrayList<>();
  private Status status = Status.STARTING;
  private @Nullable String error;
  private @Nullable Instant completedOn;
  private @Nullable SqlSession session;

  /**
   * A run that has begun.
   *
   * @param arguments what the start call passed
   * @param request the same, checked
   * @param rulesets the texts by name
   */
  EvaluationRun(
      String id,
      JsonObject arguments,
      RunRequest request,
      Map<String, String> rulesets,
      Instant startedOn) {
    this.id = id;
    this.arguments = arguments;
    this.request = request;
    this.rulesets = Map.copyOf(rulesets);
    this.startedOn = startedOn;
  }

  String id() {
    return id;
  }

  JsonObject arguments() {
    return arguments;
  }

  RunRequest request() {
    return request;
  }

  Instant startedOn() {
    return startedOn;
  }

  /** The rulesets' texts by name, in the order of the call. */
  List<Map.Entry<String, String>> rulesets() {
    List<Map.Entry<String, String>> ordered = new ArrayList<>();
    for (String name : request.rulesetNames()) {
      ordered.add(Map.entry(name, rulesets.getOrDefault(name, "")));
    }
    return ordered;
  }

  /** Says that the run reads now, and which session to stop on a cancel. */
  synchronized void usesSession(SqlSession used) {
    session = used;
    if (status == Status.STARTING) {
      status = Status.RUNNING;
    }
  }

  /** Whether the run has been cancelled or has taken longer than it may. */
  synchronized boolean mustStop(Instant now) {
    if (status == Status.RUNNING && now.isAfter(startedOn.plus(request.limit()))) {
      status = Status.TIMEOUT;
      error = "The run took longer than its Timeout of " + request.limit().toMinutes() + " minutes";
    }
    return status == Status.STOPPING || status == Status.TIMEOUT;
  }

  synchronized void cancel() {
    if (status != Status.RUNNING && status != Status.STARTING) {
      return;
    }
    status = Status.STOPPING;
    if (session != null) {
      try {
        session.cancel();
      } catch (SQLException notStopped) {
        error = "The running rule could not be interrupted: " + notStopped.getMessage();
      }
    }
  }

  synchronized void hasResult(String resultId) {
    resultIds.add(resultId);
  }

  synchronized void failed(String message) {
    error = message;
    if (status == Status.RUNNING || status == Status.STARTING) {
      status = Status.FAILED;
    }
  }

  synchronized void end(Instant at) {
    session = null;
    completedOn = at;
    status =
        switch (status) {
          case STARTING, RUNNING -> Status.SUCCEEDED;
          case STOPPING -> Status.STOPPED;
          default -> status;
        };
  }

  /** The run as {@code GetDataQualityRulesetEvaluationRun} shows it. */
  synchronized JsonObject description() {
    JsonObject.Builder shown =
        JsonObject.builder()
            .put("RunId", id)
            .putIfPresent("DataSource", arguments.get("DataSource"))
            .putIfPresent("Role", arguments.get("Role"))
            .putIfPresent("NumberOfWorkers", arguments.get("NumberOfWorkers"))
            .putIfPresent("Timeout", arguments.get("Timeout"))
            .putIfPresent("AdditionalRunOptions", arguments.get("AdditionalRunOptions"))
            .put("Status", status.name())
            .putIfPresent("ErrorString", error)
            .put("StartedOn", startedOn.toString())
            .putIfPresent("RulesetNames", arguments.get("RulesetNames"))
            .put(
                "ResultIds",
                resultIds.stream().map(each -> (Json) Json.of(each)).collect(JsonArray.collector()))
            .putIfPresent("AdditionalDataSources", arguments.get("AdditionalDataSources"));
    if (completedOn != null) {
      shown
          .put("CompletedOn", completedOn.toString())
          .put("LastModifiedOn", completedOn.toString())
          .put("ExecutionTime", Duration.between(startedOn, completedOn).toSeconds());
    }
    return shown.build();
  }

  /** A run of a process that has ended, shown as one that failed. */
  static JsonObject interrupted(JsonObject shown) {
    Json started = shown.asMap().getOrDefault("StartedOn", Json.of(""));
    return JsonObject.builder()
        .putAll(shown)
        .put("Status", Status.FAILED.name())
        .put("ErrorString", "The process ended while the evaluation run was on its way")
        .put("CompletedOn", started)
        .put("LastModifiedOn", started)
        .put("ExecutionTime", 0)
        .build();
  }
}
