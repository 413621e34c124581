package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.state.Work;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a workflow as it stands now.
 *
 * @param id the run's id
 * @param workflow the workflow's name
 * @param status Glue's word: {@code RUNNING}, {@code STOPPING}, {@code STOPPED}, {@code COMPLETED}
 *     or {@code ERROR}; a run whose actions failed is {@code COMPLETED}
 * @param errorMessage why it is {@code ERROR}; null unless it is
 * @param properties its properties
 * @param started when it began
 * @param completed when it ended; null while it runs
 * @param counts how many actions there are in each state, such as {@code FailedActions}
 */
record WorkflowRun(
    String id,
    String workflow,
    String status,
    @Nullable String errorMessage,
    JsonObject properties,
    Instant started,
    @Nullable Instant completed,
    Map<String, Long> counts) {

  static final String INTERRUPTED = "The process ended while the workflow run was on its way";

  private static final String[] COUNTS = {
    "TotalActions",
    "TimeoutActions",
    "FailedActions",
    "StoppedActions",
    "SucceededActions",
    "RunningActions",
    "ErroredActions",
    "WaitingActions"
  };

  static WorkflowRun begun(
      String id, WorkflowDefinition workflow, JsonObject properties, Instant now) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String each : COUNTS) {
      counts.put(each, 0L);
    }
    counts.put("TotalActions", (long) workflow.actions().size());
    return new WorkflowRun(id, workflow.name(), "RUNNING", null, properties, now, null, counts);
  }

  /** This, with one more action in one state and one less in another; empty for none. */
  WorkflowRun moved(String from, String to) {
    Map<String, Long> next = new LinkedHashMap<>(counts);
    if (!from.isEmpty()) {
      next.merge(from, -1L, Long::sum);
    }
    next.merge(to, 1L, Long::sum);
    return new WorkflowRun(
        id, workflow, status, errorMessage, properties, started, completed, next);
  }

  WorkflowRun in(String next) {
    return new WorkflowRun(
        id, workflow, next, errorMessage, properties, started, completed, counts);
  }

  WorkflowRun ended(String how, @Nullable String why, Instant now) {
    Instant end = now.isBefore(started) ? started : now;
    return new WorkflowRun(id, workflow, how, why, properties, started, end, counts);
  }

  /** The run as {@code GetWorkflowRun} shows it, and as it is kept. */
  JsonObject json() {
    JsonObject.Builder statistics = JsonObject.builder();
    counts.forEach((name, count) -> statistics.put(name, (long) count));
    return JsonObject.builder()
        .put("Name", workflow)
        .put("WorkflowRunId", id)
        .put("WorkflowRunProperties", properties)
        .put("StartedOn", started.toString())
        .putIfPresent("CompletedOn", completed == null ? null : completed.toString())
        .put("Status", status)
        .putIfPresent("ErrorMessage", errorMessage)
        .put("Statistics", statistics.build())
        .build();
  }

  /** A run as it was kept; one that nobody is at any longer has ended in an error. */
  static WorkflowRun of(Work kept) {
    JsonObject json = kept.record();
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String each : COUNTS) {
      Json count = json.object("Statistics").get(each);
      counts.put(each, count instanceof JsonNumber number ? number.longValue() : 0L);
    }
    String completed = json.string("CompletedOn");
    WorkflowRun run =
        new WorkflowRun(
            kept.key(),
            String.valueOf(json.string("Name")),
            String.valueOf(json.string("Status")),
            json.string("ErrorMessage"),
            json.object("WorkflowRunProperties"),
            Instant.parse(String.valueOf(json.string("StartedOn"))),
            completed == null ? null : Instant.parse(completed),
            counts);
    return kept.isInterrupted() ? run.ended("ERROR", INTERRUPTED, run.started) : run;
  }
}
