package dev.stepwell.cli.graph;

import dev.stepwell.dsl.model.FlowGraph;
import dev.stepwell.dsl.model.FlowGraph.Edge;
import dev.stepwell.dsl.model.FlowGraph.Vertex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Draws a graph in Mermaid's language, which GitHub and many editors show as a picture. */
public final class Mermaid {

  private final FlowGraph graph;
  private final Set<String> blocks;
  private final Map<String, String> ids = new HashMap<>();
  private final List<String> lines = new ArrayList<>();

  private Mermaid(FlowGraph graph) {
    this.graph = graph;
    this.blocks = graph.nodes().stream().map(Vertex::parent).collect(Collectors.toSet());
  }

  /** The lines of a flowchart. */
  public static List<String> lines(FlowGraph graph) {
    Mermaid mermaid = new Mermaid(graph);
    mermaid.lines.add("flowchart TD");
    mermaid.vertices("", "  ");
    graph.edges().forEach(edge -> mermaid.lines.add("  " + mermaid.way(edge)));
    return mermaid.lines;
  }

  private void vertices(String parent, String indent) {
    for (Vertex vertex : graph.nodes()) {
      if (!vertex.parent().equals(parent)) {
        continue;
      }
      if (blocks.contains(vertex.id())) {
        String title = text(vertex.id()) + ": " + text(VertexWords.of(vertex));
        lines.add(indent + "subgraph " + id(vertex.id()) + " [\"" + title + "\"]");
        vertices(vertex.id(), indent + "  ");
        lines.add(indent + "end");
      } else {
        lines.add(indent + id(vertex.id()) + shape(vertex));
      }
    }
  }

  private static String shape(Vertex vertex) {
    String label = "\"" + text(vertex.id()) + "<br/>" + text(VertexWords.of(vertex)) + "\"";
    return switch (vertex.kind()) {
      case "choice" -> "{" + label + "}";
      case "fail", "succeed", "workflow" -> "([" + label + "])";
      default -> "[" + label + "]";
    };
  }

  private String way(Edge edge) {
    String arrow =
        switch (edge.label()) {
          case "" -> " --> ";
          case "fails" -> " -. fails .-> ";
          default -> " -- " + text(edge.label()) + " --> ";
        };
    return id(edge.from()) + arrow + id(edge.to());
  }

  /** A step named "end" would break the drawing, so no id is a name. */
  private String id(String name) {
    return ids.computeIfAbsent(name, each -> "step" + (ids.size() + 1));
  }

  private static String text(String text) {
    return text.replace("\"", "#quot;").replace("<", "#lt;").replace(">", "#gt;");
  }
}
