package dev.stepwell.aws.diff;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of a history by where they happened: the machine itself, a branch of a Parallel, an
 * iteration of a Map, at any depth. In such a lane events have an order; between lanes they have
 * not.
 */
final class HistoryLanes {

  private HistoryLanes() {}

  /** The lanes in the order of their first events; the machine's own is the empty text. */
  static Map<String, List<JsonObject>> of(List<JsonObject> events) {
    Map<Long, List<String>> scopes = new HashMap<>();
    Map<Long, JsonObject> byId = new HashMap<>();
    Map<String, List<JsonObject>> lanes = new LinkedHashMap<>();
    for (JsonObject event : events) {
      long id = number(event, "id");
      long previous = number(event, "previousEventId");
      List<String> scope = new ArrayList<>(scopes.getOrDefault(previous, List.of()));
      JsonObject before = byId.getOrDefault(previous, JsonObject.EMPTY);
      String type = type(event);
      if (type.equals("MapIterationStarted")) {
        scope.add(details(event).string("name") + "[" + number(details(event), "index") + "]");
      } else if (type.endsWith("StateEntered") && type(before).equals("ParallelStateStarted")) {
        scope.add(String.valueOf(details(event).string("name")));
      } else if (endsInside(type) && !scope.isEmpty()) {
        scope.remove(scope.size() - 1);
      }
      scopes.put(id, scope);
      byId.put(id, event);
      lanes.computeIfAbsent(String.join(" / ", scope), lane -> new ArrayList<>()).add(event);
    }
    return lanes;
  }

  /** What comes after the last event of a branch or an iteration and is outside of it. */
  private static boolean endsInside(String type) {
    return switch (type) {
      case "ParallelStateSucceeded",
          "ParallelStateFailed",
          "ParallelStateAborted",
          "MapStateSucceeded",
          "MapStateFailed",
          "MapStateAborted" ->
          true;
      default -> false;
    };
  }

  static String type(JsonObject event) {
    return String.valueOf(event.string("type"));
  }

  /** The details of an event, whatever its type calls them. */
  static JsonObject details(JsonObject event) {
    for (String name : event.names()) {
      if (name.endsWith("EventDetails")) {
        return event.object(name);
      }
    }
    return JsonObject.EMPTY;
  }

  private static long number(JsonObject event, String name) {
    Json value = event.get(name);
    return value instanceof JsonNumber number ? number.longValue() : 0;
  }
}
