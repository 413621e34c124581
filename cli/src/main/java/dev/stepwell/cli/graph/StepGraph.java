package dev.stepwell.cli.graph;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a state machine and what leads from one to another. The states {@code crawl}, {@code
 * crawl.wait} and {@code crawl.check} are one step {@code crawl}, which is said to be polled.
 *
 * @param steps in the order in which they are reached, those reached by errors alone at the end
 * @param edges between steps, without doubles
 */
public record StepGraph(List<Node> steps, List<Edge> edges) {

  /**
   * One step.
   *
   * @param name the author's name
   * @param kind the ASL type of its first state
   * @param does what it calls or decides; may be empty
   * @param inner what a Map or Parallel holds
   */
  public record Node(String name, String kind, String does, List<StepGraph> inner) {}

  /**
   * One way from a step to the next.
   *
   * @param error whether an error leads this way
   */
  public record Edge(String from, String to, boolean error) {}

  public StepGraph {
    steps = List.copyOf(steps);
    edges = List.copyOf(edges);
  }

  /** The graph of a definition, or of what a Map or Parallel holds. */
  public static StepGraph of(JsonObject definition) {
    JsonObject states = definition.object("States");
    Map<String, Node> steps = new LinkedHashMap<>();
    Set<Edge> edges = new LinkedHashSet<>();
    for (String state : reached(definition)) {
      JsonObject body = states.object(state);
      steps.merge(stepOf(state), node(state, body), StepGraph::joined);
      for (Edge edge : ways(state, body)) {
        if (!edge.from.equals(edge.to)) {
          edges.add(edge);
        }
      }
    }
    return new StepGraph(List.copyOf(steps.values()), List.copyOf(edges));
  }

  /** All states, depth first along what usually follows; what only errors reach comes last. */
  private static Set<String> reached(JsonObject definition) {
    JsonObject states = definition.object("States");
    Set<String> seen = new LinkedHashSet<>();
    String start = definition.string("StartAt");
    walk(start == null ? "" : start, states, false, seen);
    for (String state : List.copyOf(seen)) {
      catches(states.object(state)).forEach(next -> walk(next, states, true, seen));
    }
    return seen;
  }

  private static void walk(String start, JsonObject states, boolean errors, Set<String> seen) {
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      String state = open.pop();
      if (states.has(state) && seen.add(state)) {
        List<String> next = new ArrayList<>(follows(states.object(state)));
        if (errors) {
          next.addAll(catches(states.object(state)));
        }
        for (int i = next.size() - 1; i >= 0; i--) {
          open.push(next.get(i));
        }
      }
    }
  }

  private static List<Edge> ways(String state, JsonObject body) {
    List<Edge> ways = new ArrayList<>();
    follows(body).forEach(next -> ways.add(new Edge(stepOf(state), stepOf(next), false)));
    catches(body).forEach(next -> ways.add(new Edge(stepOf(state), stepOf(next), true)));
    return ways;
  }

  private static List<String> follows(JsonObject body) {
    List<String> next = new ArrayList<>(targets(body.array("Choices")));
    add(next, body.string("Default"));
    add(next, body.string("Next"));
    return next;
  }

  private static List<String> catches(JsonObject body) {
    return targets(body.array("Catch"));
  }

  private static List<String> targets(JsonArray rules) {
    List<String> targets = new ArrayList<>();
    for (Json rule : rules) {
      add(targets, ((JsonObject) rule).string("Next"));
    }
    return targets;
  }

  private static void add(List<String> targets, @Nullable String target) {
    if (target != null) {
      targets.add(target);
    }
  }

  private static Node node(String state, JsonObject body) {
    String kind = String.valueOf(body.string("Type"));
    List<StepGraph> inner = new ArrayList<>();
    for (String holder : List.of("ItemProcessor", "Iterator")) {
      if (body.has(holder)) {
        inner.add(of(body.object(holder)));
      }
    }
    for (Json branch : body.array("Branches")) {
      inner.add(of((JsonObject) branch));
    }
    return new Node(stepOf(state), kind, Does.of(kind, body), inner);
  }

  /** The first state says what a step does; a Wait among the others says that it is polled. */
  private static Node joined(Node first, Node other) {
    boolean polled = other.kind.equals("Wait") && !first.does.endsWith(Does.POLLED);
    return polled ? new Node(first.name, first.kind, first.does + Does.POLLED, first.inner) : first;
  }

  private static String stepOf(String state) {
    int dot = state.indexOf('.');
    return dot < 0 ? state : state.substring(0, dot);
  }
}
