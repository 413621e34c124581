package dev.stepwell.aws.diff;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares two definitions state by state, at any depth: a state is found again by its name,
 * wherever it stands. The order of members, comments and how numbers are written are no difference.
 */
public final class DefinitionDiff {

  /** What says nothing about what an execution does. */
  private static final Set<String> SILENT = Set.of("Comment");

  private final List<Change> changes = new ArrayList<>();

  private DefinitionDiff() {}

  /** All differences, in the order of the first definition, then what only the second has. */
  public static List<Change> of(JsonObject before, JsonObject after) {
    DefinitionDiff diff = new DefinitionDiff();
    Map<String, JsonObject> old = states(before);
    Map<String, JsonObject> now = states(after);
    Set<String> names = new LinkedHashSet<>(old.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      JsonObject was = old.get(name);
      JsonObject is = now.get(name);
      if (was == null || is == null) {
        diff.changes.add(new Change(name, "", was, is));
      } else {
        diff.members(name, "", was, is);
      }
    }
    return List.copyOf(diff.changes);
  }

  /** Every state without those inside of it; under the empty name the machine. */
  private static Map<String, JsonObject> states(JsonObject definition) {
    Map<String, JsonObject> all = new LinkedHashMap<>();
    all.put("", graph(definition, all));
    return all;
  }

  /** A graph without its states, which are put into the map. */
  private static JsonObject graph(JsonObject graph, Map<String, JsonObject> all) {
    graph
        .object("States")
        .forEach(
            (name, state) -> {
              if (state instanceof JsonObject object) {
                all.put(name, own(object, all));
              }
            });
    return graph.without("States");
  }

  private static JsonObject own(JsonObject state, Map<String, JsonObject> all) {
    JsonObject own = state;
    for (String inner : List.of("ItemProcessor", "Iterator")) {
      if (state.get(inner) instanceof JsonObject graph) {
        own = own.with(inner, graph(graph, all));
      }
    }
    if (state.get("Branches") instanceof JsonArray branches) {
      own =
          own.with(
              "Branches",
              branches.stream()
                  .map(branch -> branch instanceof JsonObject graph ? graph(graph, all) : branch)
                  .collect(JsonArray.collector()));
    }
    return own;
  }

  private void members(String state, String path, JsonObject before, JsonObject after) {
    Set<String> names = new LinkedHashSet<>(before.names());
    names.addAll(after.names());
    names.removeAll(SILENT);
    for (String name : names) {
      value(state, path.isEmpty() ? name : path + "." + name, before.get(name), after.get(name));
    }
  }

  private void value(String state, String path, @Nullable Json before, @Nullable Json after) {
    if (before instanceof JsonObject was && after instanceof JsonObject is) {
      members(state, path, was, is);
    } else if (before instanceof JsonArray was
        && after instanceof JsonArray is
        && was.length() == is.length()) {
      for (int i = 0; i < was.length(); i++) {
        value(state, path + "[" + i + "]", was.get(i), is.get(i));
      }
    } else if (before == null || !before.equals(after)) {
      changes.add(new Change(state, path, before, after));
    }
  }
}
