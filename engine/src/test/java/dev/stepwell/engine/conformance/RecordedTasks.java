package dev.stepwell.engine.conformance;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers tasks as they were answered when the case was recorded. */
final class RecordedTasks {

  private final List<JsonObject> events;
  private final List<JsonObject> open = new ArrayList<>();
  private final Likeness likeness;

  RecordedTasks(Recording recording, Likeness likeness) {
    this.events = recording.events();
    this.likeness = likeness;
    for (JsonObject event : events) {
      if (Recording.type(event).endsWith("Scheduled")) {
        open.add(event);
      }
    }
  }

  /** Answers one task. */
  void start(Task task) {
    JsonObject scheduled = take(task);
    if (scheduled == null) {
      task.fail("NotRecorded", "no task of " + task.resource() + " was recorded");
      return;
    }
    for (JsonObject event : following(scheduled)) {
      answer(task, event);
    }
  }

  /** Has workers ask for every activity task that was recorded as started. */
  void work(Engine engine) {
    for (JsonObject event : events) {
      if (Recording.type(event).equals("ActivityStarted")) {
        JsonObject scheduled = byId(Recording.previous(event));
        String arn = String.valueOf(Recording.details(scheduled).string("resource"));
        engine
            .activityTask(Placeholders.activity(arn), Recording.details(event).string("workerName"))
            .thenAccept(task -> workOn(engine, task.token(), event))
            .exceptionally(
                failure -> {
                  throw new AssertionError(failure);
                });
      }
    }
  }

  private void workOn(Engine engine, String token, JsonObject started) {
    JsonObject next = after(started);
    if (next == null) {
      return;
    }
    JsonObject details = Recording.details(next);
    switch (Recording.type(next)) {
      case "ActivitySucceeded" -> engine.sendTaskSuccess(token, value(details.get("output")));
      case "ActivityFailed" ->
          engine.sendTaskFailure(token, details.string("error"), text(details.get("cause")));
      default -> {}
    }
  }

  private void answer(Task task, JsonObject event) {
    JsonObject details = Recording.details(event);
    switch (Recording.type(event)) {
      case "TaskSubmitted" -> task.submitted(value(details.get("output")));
      case "TaskSucceeded", "LambdaFunctionSucceeded" -> task.succeed(value(details.get("output")));
      case "TaskFailed", "LambdaFunctionFailed" ->
          task.fail(details.string("error"), text(details.get("cause")));
      default -> {}
    }
  }

  private @Nullable JsonObject take(Task task) {
    JsonObject best = null;
    for (JsonObject scheduled : open) {
      if (isFor(scheduled, task)) {
        JsonObject details = Recording.details(scheduled);
        Json wanted = details.get(details.has("parameters") ? "parameters" : "input");
        if (likeness.wouldMatch(wanted, task.arguments())) {
          best = scheduled;
          break;
        }
        best = best == null ? scheduled : best;
      }
    }
    if (best != null) {
      open.remove(best);
    }
    return best;
  }

  private static boolean isFor(JsonObject scheduled, Task task) {
    JsonObject details = Recording.details(scheduled);
    String type = details.string("resourceType");
    String resource = String.valueOf(details.string("resource"));
    return type == null
        ? task.resource().equals(resource)
        : task.resource().endsWith(":::" + type + ":" + resource);
  }

  private List<JsonObject> following(JsonObject scheduled) {
    List<JsonObject> chain = new ArrayList<>();
    if (Recording.id(scheduled) == 0) {
      return unordered(Recording.details(scheduled));
    }
    JsonObject at = after(scheduled);
    while (at != null && !Recording.type(at).endsWith("Scheduled")) {
      chain.add(at);
      at = after(at);
    }
    return chain;
  }

  /** Inside an unordered Parallel the chain is lost; the resource must do. */
  private List<JsonObject> unordered(JsonObject scheduled) {
    return events.stream()
        .filter(event -> Recording.id(event) == 0)
        .filter(event -> !Recording.type(event).endsWith("Scheduled"))
        .filter(
            event -> {
              JsonObject details = Recording.details(event);
              return details.has("resource")
                  && scheduled.get("resource") != null
                  && details.get("resource").equals(scheduled.get("resource"));
            })
        .toList();
  }

  private @Nullable JsonObject after(JsonObject event) {
    return events.stream()
        .filter(each -> Recording.previous(each) == Recording.id(event))
        .filter(each -> Recording.id(each) > 0)
        .filter(
            each ->
                Recording.type(each).startsWith("Task")
                    || Recording.type(each).startsWith("Lambda")
                    || Recording.type(each).startsWith("Activity"))
        .filter(each -> !Recording.type(each).startsWith("TaskState"))
        .findFirst()
        .orElse(null);
  }

  private JsonObject byId(int id) {
    return events.stream().filter(event -> Recording.id(event) == id).findFirst().orElseThrow();
  }

  private static Json value(@Nullable Json recorded) {
    return recorded == null ? JsonObject.EMPTY : recorded;
  }

  private static @Nullable String text(@Nullable Json recorded) {
    if (recorded == null) {
      return null;
    }
    return recorded instanceof JsonString string ? string.value() : recorded.compact();
  }
}
