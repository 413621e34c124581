package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Builds what {@code $$} and {@code $states.context} show. */
final class ContextObject {

  private ContextObject() {}

  /**
   * The Context Object of a frame's present state.
   *
   * @param item the item that a Map is about to start with; null for the one the frame is in
   */
  static JsonObject of(Frame frame, @Nullable MapItem item) {
    Run run = frame.execution();
    JsonObject.Builder context =
        JsonObject.builder()
            .put("Execution", run.contextOfExecution())
            .put("StateMachine", run.stateMachine().context())
            .put("State", state(frame));
    if (frame.hasToken()) {
      context.put("Task", JsonObject.of("Token", Json.of(frame.token())));
    }
    MapItem shown = item;
    for (Frame at = frame; at != null && shown == null; at = at.outer()) {
      shown = at.item();
    }
    if (shown != null) {
      context.put("Map", JsonObject.of("Item", shown.json()));
    }
    JsonObject usual = context.build();
    Isolation isolation = run.isolation();
    return isolation == null ? usual : isolation.context(usual);
  }

  /** The part on the execution. */
  static JsonObject execution(Run run, boolean synchronous) {
    String started = time(run.startedAt());
    if (synchronous) {
      return JsonObject.builder()
          .put("Id", run.arn())
          .put("Input", run.input())
          .put("Name", run.name())
          .put("RoleArn", run.stateMachine().roleArn())
          .put("StartTime", started)
          .build();
    }
    JsonObject.Builder json =
        JsonObject.builder()
            .put("Id", run.arn())
            .put("Input", run.input())
            .put("StartTime", started)
            .put("Name", run.name())
            .put("RoleArn", run.stateMachine().roleArn());
    if (run.engine().behaviour().contextCountsRedrives()) {
      json.put("RedriveCount", run.redriveCount());
      run.redriveTime()
          .ifPresent(time -> json.put("RedriveTime", ContextObject.time(time.toEpochMilli())));
    }
    return json.build();
  }

  private static JsonObject state(Frame frame) {
    JsonObject.Builder state =
        JsonObject.builder()
            .put("Name", frame.node().name())
            .put("EnteredTime", time(frame.enteredAt()));
    if (frame.node() instanceof WorkNode) {
      state.put("RetryCount", frame.retries().count());
    }
    return state.build();
  }

  /** A moment as the Context Object spells it: milliseconds without trailing zeros. */
  static String time(long millis) {
    String text = Instant.ofEpochMilli(millis).toString();
    int point = text.indexOf('.');
    if (point < 0) {
      return text;
    }
    int end = text.length() - 1;
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, end) + "Z";
  }
}
