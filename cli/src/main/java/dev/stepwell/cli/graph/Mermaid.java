package dev.stepwell.cli.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws a graph in Mermaid's language, which GitHub and many editors show as a picture. */
public final class Mermaid {

  private final List<String> lines = new ArrayList<>();
  private final Map<String, String> ids = new HashMap<>();
  private int boxes;

  private Mermaid() {}

  /** The lines of a flowchart. */
  public static List<String> lines(StepGraph graph) {
    Mermaid mermaid = new Mermaid();
    mermaid.lines.add("flowchart TD");
    mermaid.draw(graph, "  ");
    return mermaid.lines;
  }

  private void draw(StepGraph graph, String indent) {
    for (StepGraph.Node step : graph.steps()) {
      lines.add(indent + node(step));
    }
    for (StepGraph.Edge edge : graph.edges()) {
      lines.add(indent + id(edge.from()) + (edge.error() ? " -.-> " : " --> ") + id(edge.to()));
    }
    for (StepGraph.Node step : graph.steps()) {
      for (StepGraph inner : step.inner()) {
        String box = "box" + ++boxes;
        lines.add(
            indent + "subgraph " + box + " [\"" + text(step.name() + ": " + step.does()) + "\"]");
        draw(inner, indent + "  ");
        lines.add(indent + "end");
        lines.add(indent + id(step.name()) + " -.- " + box);
      }
    }
  }

  private String node(StepGraph.Node step) {
    String label =
        "\""
            + text(step.name())
            + (step.does().isEmpty() ? "" : "<br/>" + text(step.does()))
            + "\"";
    return id(step.name())
        + switch (step.kind()) {
          case "Choice" -> "{" + label + "}";
          case "Fail", "Succeed" -> "([" + label + "])";
          default -> "[" + label + "]";
        };
  }

  /** Names take blanks and quotes, Mermaid's ids do not, and a step named "end" would break it. */
  private String id(String name) {
    return ids.computeIfAbsent(name, each -> "step" + (ids.size() + 1));
  }

  private static String text(String text) {
    return text.replace("\"", "#quot;").replace("<", "#lt;").replace(">", "#gt;");
  }
}
