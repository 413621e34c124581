package dev.stepwell.engine.conformance;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.engine.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares whole histories. */
final class Histories {

  private static final Set<String> JSON_TEXTS = Set.of("input", "output", "parameters");

  private final Recording recording;
  private final Likeness likeness;

  Histories(Recording recording, Likeness likeness) {
    this.recording = recording;
    this.likeness = likeness;
  }

  /** The actual events in the shape of the recording. */
  static List<JsonObject> actual(Execution execution) {
    return execution.history().stream().map(event -> decoded(event.json())).toList();
  }

  static JsonObject decoded(JsonObject event) {
    JsonObject named = (JsonObject) Json.parse(Placeholders.inHistory(event.compact()));
    JsonObject.Builder json = JsonObject.builder();
    named.forEach(
        (name, value) -> {
          if (name.endsWith("EventDetails")) {
            json.put(name, decodedDetails((JsonObject) value));
          } else if (!name.equals("timestamp")) {
            json.put(name, value);
          }
        });
    return json.build();
  }

  private static JsonObject decodedDetails(JsonObject details) {
    JsonObject.Builder json = JsonObject.builder();
    details.forEach(
        (name, value) -> {
          if (JSON_TEXTS.contains(name)) {
            json.put(name, Json.parse(((JsonString) value).value()));
          } else if (name.equals("assignedVariables")) {
            JsonObject.Builder values = JsonObject.builder();
            ((JsonObject) value)
                .forEach((key, text) -> values.put(key, Json.parse(((JsonString) text).value())));
            json.put(name, values.build());
          } else {
            json.put(name, value);
          }
        });
    return json.build();
  }

  /** Where the histories differ first, or null. */
  @Nullable String difference(List<JsonObject> actual) {
    List<JsonObject> expected = recording.events();
    if (recording.is("unordered_parallel")) {
      return unordered(expected, actual);
    }
    String ordered = ordered(expected, actual);
    if (ordered != null && recording.is("concurrent")) {
      return asSets(expected, actual) ? null : ordered;
    }
    return ordered;
  }

  private @Nullable String ordered(List<JsonObject> expected, List<JsonObject> actual) {
    for (int i = 0; i < expected.size(); i++) {
      if (i == actual.size()) {
        return "event " + (i + 1) + ": missing " + Recording.type(expected.get(i));
      }
      String difference =
          likeness.difference(
              expected.get(i), actual.get(i), "event " + (i + 1) + " " + kind(actual.get(i)));
      if (difference != null) {
        return difference;
      }
    }
    if (actual.size() > expected.size() && !recording.isPartial()) {
      return "event "
          + (expected.size() + 1)
          + ": not expected "
          + Recording.type(actual.get(expected.size()));
    }
    return null;
  }

  private static String kind(JsonObject event) {
    return Recording.type(event);
  }

  private boolean asSets(List<JsonObject> expected, List<JsonObject> actual) {
    List<JsonObject> left = new ArrayList<>(actual);
    for (JsonObject event : expected) {
      if (!takeLike(event, left)) {
        return false;
      }
    }
    return left.isEmpty();
  }

  private boolean takeLike(JsonObject expected, List<JsonObject> left) {
    for (JsonObject each : left) {
      if (likeness.wouldMatch(withoutIds(expected), withoutIds(each))) {
        left.remove(each);
        return true;
      }
    }
    return false;
  }

  private static JsonObject withoutIds(JsonObject event) {
    return event.with("id", Json.of(0)).with("previousEventId", Json.of(0));
  }

  /** Stretches without ids are compared as sets; the recorder left out Parallel events there. */
  private @Nullable String unordered(List<JsonObject> expected, List<JsonObject> actual) {
    int at = 0;
    List<JsonObject> stretch = new ArrayList<>();
    for (JsonObject event : expected) {
      if (Recording.id(event) == 0) {
        stretch.add(event);
        continue;
      }
      List<JsonObject> skipped = new ArrayList<>();
      while (at < actual.size() && Recording.id(actual.get(at)) < Recording.id(event)) {
        skipped.add(actual.get(at++));
      }
      for (JsonObject wanted : stretch) {
        if (!takeLike(wanted, skipped)) {
          return "before event " + Recording.id(event) + ": missing " + wanted.compact();
        }
      }
      stretch.clear();
      skipped.removeIf(each -> Recording.type(each).startsWith("Parallel"));
      if (!skipped.isEmpty()) {
        return "before event " + Recording.id(event) + ": not expected " + skipped;
      }
      String difference =
          likeness.difference(
              event, at < actual.size() ? actual.get(at) : null, "event " + Recording.id(event));
      if (difference != null) {
        return difference;
      }
      at++;
    }
    return null;
  }
}
