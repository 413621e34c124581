package dev.stepwell.asl.resume;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the states of an execution gave, read from its history. A state that was visited several
 * times counts as it was left last; one that was entered again and not left is not finished.
 */
public final class RecordedStates {

  /**
   * How a state was left.
   *
   * @param output what it gave
   * @param assigned the variables that it set, by name
   * @param next the state that was entered then; null if none was
   * @param event the number of the event that tells it
   */
  record Left(Json output, JsonObject assigned, @Nullable String next, long event) {}

  /**
   * An item of a Map that was done.
   *
   * @param input what its first state was entered with
   * @param output what its last state gave
   */
  record Item(Json input, Json output) {}

  private final Map<String, Left> left = new LinkedHashMap<>();
  private final Map<String, Map<Long, Item>> items = new HashMap<>();
  private final Set<String> failed = new LinkedHashSet<>();
  private final Set<String> open = new LinkedHashSet<>();

  private RecordedStates() {}

  /**
   * Reads a history.
   *
   * @param events all events in order, in the shape of GetExecutionHistory with execution data
   */
  public static RecordedStates of(List<JsonObject> events) {
    RecordedStates recorded = new RecordedStates();
    Map<Long, String> leftAt = new HashMap<>();
    Map<Long, String> states = new HashMap<>();
    Iterations iterations = new Iterations(recorded.items);
    for (JsonObject event : events) {
      long id = number(event, "id");
      long previous = number(event, "previousEventId");
      String state = states.getOrDefault(previous, "");
      String type = text(event, "type");
      iterations.see(type, event, id, previous);
      if (type.endsWith("StateEntered")) {
        state = text(event.object("stateEnteredEventDetails"), "name");
        recorded.entered(state, leftAt.get(previous));
      } else if (type.endsWith("StateExited")) {
        state = text(event.object("stateExitedEventDetails"), "name");
        recorded.exited(state, event.object("stateExitedEventDetails"), id);
        leftAt.put(id, state);
      } else if (type.endsWith("Scheduled") || type.endsWith("Started")) {
        recorded.failed.remove(state);
      } else if ((type.endsWith("Failed") || type.endsWith("TimedOut"))
          && !type.startsWith("Execution")
          && !state.isEmpty()) {
        recorded.failed.add(state);
      }
      states.put(id, state);
    }
    return recorded;
  }

  private void entered(String state, @Nullable String from) {
    left.remove(state);
    failed.remove(state);
    open.add(state);
    @Nullable Left before = from == null ? null : left.get(from);
    if (from != null && before != null) {
      left.put(from, new Left(before.output(), before.assigned(), state, before.event()));
    }
  }

  private void exited(String state, JsonObject details, long event) {
    open.remove(state);
    JsonObject.Builder assigned = JsonObject.builder();
    details
        .object("assignedVariables")
        .forEach((name, value) -> assigned.put(name, Json.parse(((JsonString) value).value())));
    @Nullable String output = details.string("output");
    if (output != null) {
      left.put(state, new Left(Json.parse(output), assigned.build(), null, event));
    }
  }

  static String text(JsonObject json, String name) {
    @Nullable String text = json.string(name);
    return text == null ? "" : text;
  }

  static long number(JsonObject json, String name) {
    return json.get(name) instanceof JsonNumber number ? number.longValue() : 0;
  }

  Optional<Left> left(String state) {
    return Optional.ofNullable(left.get(state));
  }

  /**
   * The items of a Map that were done when it was entered last, by their index; not of one inside
   * of another.
   */
  Map<Long, Item> items(String map) {
    return items.getOrDefault(map, Map.of());
  }

  /**
   * Whether work that is spread over some states was done: one of them was left, none is still on,
   * and none failed last, even if the failure was caught.
   */
  public boolean succeeded(Set<String> states) {
    return !Collections.disjoint(states, left.keySet())
        && Collections.disjoint(states, open)
        && Collections.disjoint(states, failed);
  }

  /** The states that failed last, also those whose failure was caught, in the order of failure. */
  public Set<String> failed() {
    return new LinkedHashSet<>(failed);
  }
}
