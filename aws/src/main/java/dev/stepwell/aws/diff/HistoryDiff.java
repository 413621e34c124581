package dev.stepwell.aws.diff;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares two histories of the same definition by what happened: which states were entered in each
 * branch and iteration, how their tasks ended, what they gave. Event numbers, times, ARNs, ids that
 * services make up, and the order between branches are no difference.
 */
public final class HistoryDiff {

  /** What a service or a clock makes up anew every time. */
  private static final Pattern MADE_UP =
      Pattern.compile(
          "arn:[a-zA-Z0-9-]+:[^\"\\s]*"
              + "|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
              + "|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]+)"
              + "|(jr|dqrun|dqresult)[_-][0-9a-zA-Z-]+"
              + "|[0-9a-fA-F]{32,}");

  /** Events of one way to ask a service that the other way has not. */
  private static final Set<String> SILENT = Set.of("TaskStarted", "TaskSubmitted");

  private static final List<String> COMPARED = List.of("name", "error", "output");

  private HistoryDiff() {}

  /** The first event, by the order of the first history, that the second does not share. */
  public static Optional<Divergence> of(List<JsonObject> first, List<JsonObject> second) {
    Map<String, List<JsonObject>> ours = HistoryLanes.of(first);
    Map<String, List<JsonObject>> theirs = HistoryLanes.of(second);
    Set<String> lanes = new LinkedHashSet<>(ours.keySet());
    lanes.addAll(theirs.keySet());
    @Nullable Divergence earliest = null;
    for (String lane : lanes) {
      Divergence found =
          compare(
              lane,
              told(ours.getOrDefault(lane, List.of())),
              told(theirs.getOrDefault(lane, List.of())));
      if (found != null && (earliest == null || at(found) < at(earliest))) {
        earliest = found;
      }
    }
    return Optional.ofNullable(earliest);
  }

  private static double at(Divergence found) {
    JsonObject event = found.first();
    return event == null ? Double.MAX_VALUE : Double.parseDouble(String.valueOf(event.get("id")));
  }

  private static List<JsonObject> told(List<JsonObject> events) {
    return events.stream().filter(event -> !SILENT.contains(HistoryLanes.type(event))).toList();
  }

  private static @Nullable Divergence compare(
      String lane, List<JsonObject> ours, List<JsonObject> theirs) {
    for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
      JsonObject mine = i < ours.size() ? ours.get(i) : null;
      JsonObject other = i < theirs.size() ? theirs.get(i) : null;
      if (mine == null || other == null) {
        return new Divergence(
            lane, mine == null ? "only the second goes on" : "only the first goes on", mine, other);
      }
      String reason = reason(mine, other);
      if (!reason.isEmpty()) {
        return new Divergence(lane, reason, mine, other);
      }
    }
    return null;
  }

  private static String reason(JsonObject mine, JsonObject other) {
    if (!HistoryLanes.type(mine).equals(HistoryLanes.type(other))) {
      return "another event";
    }
    JsonObject ours = HistoryLanes.details(mine);
    JsonObject theirs = HistoryLanes.details(other);
    List<String> different = new ArrayList<>();
    for (String part : COMPARED) {
      if (!normal(ours.get(part)).equals(normal(theirs.get(part)))) {
        different.add(part.equals("name") ? "state" : part);
      }
    }
    return different.isEmpty() ? "" : "another " + String.join(" and ", different);
  }

  /** A value without what is made up; a text that is JSON is compared as JSON. */
  private static Json normal(@Nullable Json value) {
    if (value == null) {
      return Json.of("");
    } else if (value instanceof JsonObject object) {
      JsonObject.Builder members = JsonObject.builder();
      object.canonical().forEach((name, member) -> members.put(name, normal(member)));
      return members.build();
    } else if (value instanceof JsonArray array) {
      return array.stream().map(HistoryDiff::normal).collect(JsonArray.collector());
    } else if (value instanceof JsonString text) {
      return normal(text.value());
    }
    return value;
  }

  private static Json normal(String text) {
    if (text.startsWith("{") || text.startsWith("[")) {
      try {
        return normal(Json.parse(text));
      } catch (JsonSyntaxException plain) {
        return Json.of(MADE_UP.matcher(text).replaceAll("..."));
      }
    }
    return Json.of(MADE_UP.matcher(text).replaceAll("..."));
  }
}
