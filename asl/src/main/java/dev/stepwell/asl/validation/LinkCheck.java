package dev.stepwell.asl.validation;

import dev.stepwell.asl.Placeholders;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where transitions lead: to states of the same graph, reaching them all, and to an end. */
final class LinkCheck {

  private final Findings findings;

  private LinkCheck(Findings findings) {
    this.findings = findings;
  }

  static void machine(JsonObject definition, Findings findings) {
    new LinkCheck(findings).graph(definition, Place.ROOT, true);
  }

  private void graph(JsonObject graph, Place place, boolean whole) {
    if (!(graph.get("States") instanceof JsonObject states) || states.isEmpty()) {
      return;
    }
    String start = graph.string("StartAt");
    boolean started = start != null && target(start, states, place.member("StartAt"));
    Place at = place.member("States");
    List<List<String>> links = new ArrayList<>(states.length());
    for (int i = 0; i < states.length(); i++) {
      links.add(
          states.valueAt(i) instanceof JsonObject state
              ? links(state, states, at.member(states.nameAt(i)))
              : List.of());
    }
    if (whole && started && !hasEnd(states)) {
      // AWS asks this of the outermost graph only, says it without a place, and then no more.
      findings.error(
          "MISSING_END_STATE",
          "Workflow has no terminal state",
          null,
          "end it: \"End\": true on a state, or a Succeed or Fail state");
    } else if (start != null && started) {
      unreached(start, states, links, at);
    }
    for (int i = 0; i < states.length(); i++) {
      if (states.valueAt(i) instanceof JsonObject state) {
        nested(state, at.member(states.nameAt(i)));
      }
    }
  }

  private List<String> links(JsonObject state, JsonObject states, Place place) {
    List<String> links = new ArrayList<>(2);
    link(state, "Next", states, place, links);
    link(state, "Default", states, place, links);
    entries(state, "Choices", states, place, links);
    entries(state, "Catch", states, place, links);
    return links;
  }

  private void entries(
      JsonObject state, String field, JsonObject states, Place place, List<String> links) {
    JsonArray entries = state.array(field);
    for (int i = 0; i < entries.length(); i++) {
      if (entries.get(i) instanceof JsonObject entry) {
        link(entry, "Next", states, place.member(field).element(i), links);
      }
    }
  }

  private void link(
      JsonObject from, String field, JsonObject states, Place place, List<String> links) {
    if (from.get(field) instanceof JsonString name) {
      links.add(name.value());
      target(name.value(), states, place.member(field));
    }
  }

  private boolean target(String name, JsonObject states, Place place) {
    if (states.has(name)) {
      return true;
    }
    if (!Placeholders.in(name)) {
      findings.error("MISSING_TRANSITION_TARGET", "Missing 'Next' target: " + name, place, "");
    }
    return false;
  }

  private static boolean hasEnd(JsonObject states) {
    for (int i = 0; i < states.length(); i++) {
      if (states.valueAt(i) instanceof JsonObject state) {
        String type = state.string("Type");
        if ("Succeed".equals(type)
            || "Fail".equals(type)
            || JsonBoolean.TRUE.equals(state.get("End"))) {
          return true;
        }
      }
    }
    return false;
  }

  private void unreached(String start, JsonObject states, List<List<String>> links, Place place) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(start);
    reached.add(start);
    List<String> names = states.names();
    Map<String, Integer> at = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      at.put(names.get(i), i);
    }
    while (!open.isEmpty()) {
      Integer state = at.get(open.remove());
      if (state != null) {
        for (String next : links.get(state)) {
          if (reached.add(next)) {
            open.add(next);
          }
        }
      }
    }
    for (String name : names) {
      if (!reached.contains(name)) {
        findings.error(
            "MISSING_TRANSITION_TARGET",
            "State \"" + name + "\" is not reachable.",
            place.member(name),
            "let a Next, Default or Catch lead there, or remove it");
      }
    }
  }

  private void nested(JsonObject state, Place place) {
    JsonArray branches = state.array("Branches");
    for (int i = 0; i < branches.length(); i++) {
      if (branches.get(i) instanceof JsonObject branch) {
        graph(branch, place.member("Branches").element(i), false);
      }
    }
    for (String field : List.of("ItemProcessor", "Iterator")) {
      Json processor = state.get(field);
      if (processor instanceof JsonObject graph) {
        graph(graph, place.member(field), false);
      }
    }
  }
}
