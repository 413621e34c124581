package dev.stepwell.local.events;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The paths that EventBridge takes in targets: {@code $}, members by {@code .name} or {@code
 * ['name']}, elements by {@code [0]}.
 */
final class EventPath {

  private static final Pattern STEP =
      Pattern.compile("\\.([^.\\[\\]]+)|\\['([^']+)'\\]|\\[([0-9]{1,6})\\]");

  private final List<Object> steps;

  private EventPath(List<Object> steps) {
    this.steps = steps;
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException if it is wrong
   */
  static EventPath of(String text) {
    List<Object> steps = new ArrayList<>();
    Matcher step = STEP.matcher(text);
    int at = 1;
    boolean whole = text.startsWith("$");
    while (whole && at < text.length()) {
      whole = step.find(at) && step.start() == at;
      if (whole) {
        at = step.end();
        String index = step.group(3);
        String name = step.group(1) == null ? step.group(2) : step.group(1);
        steps.add(index == null ? name : Integer.valueOf(index));
      }
    }
    if (!whole) {
      throw new IllegalArgumentException(
          "'" + text + "' is no path into an event: $, .name, ['name'] and [0] are known");
    }
    return new EventPath(steps);
  }

  /** The value at the path, if there is one. */
  Optional<Json> find(Json event) {
    Json value = event;
    for (Object step : steps) {
      Json next = null;
      if (step instanceof Integer index
          && value instanceof JsonArray array
          && index < array.length()) {
        next = array.get(index);
      } else if (step instanceof String name && value instanceof JsonObject object) {
        next = object.get(name);
      }
      if (next == null) {
        return Optional.empty();
      }
      value = next;
    }
    return Optional.of(value);
  }
}
