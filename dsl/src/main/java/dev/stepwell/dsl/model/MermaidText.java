package dev.stepwell.dsl.model;

import dev.stepwell.dsl.model.FlowGraph.Edge;
import dev.stepwell.dsl.model.FlowGraph.Vertex;
import java.util.List;

/** Writes a flow graph as a Mermaid flowchart; blocks become subgraphs. */
final class MermaidText {

  private final FlowGraph graph;
  private final StringBuilder out = new StringBuilder("flowchart TD\n");

  private MermaidText(FlowGraph graph) {
    this.graph = graph;
  }

  static String of(FlowGraph graph) {
    MermaidText text = new MermaidText(graph);
    text.children("", 1);
    for (Edge edge : graph.edges()) {
      String label = edge.label().isEmpty() ? "" : "|" + edge.label() + "|";
      String arrow = edge.label().equals("fails") ? " -.->" : " -->";
      text.line(1, id(edge.from()) + arrow + label + " " + id(edge.to()));
    }
    return text.out.toString();
  }

  private void children(String parent, int depth) {
    for (Vertex vertex : graph.nodes()) {
      if (vertex.parent().equals(parent)) {
        vertex(vertex, depth);
      }
    }
  }

  private void vertex(Vertex vertex, int depth) {
    if (List.of("forEach", "parallel", "branch", "attempt").contains(vertex.kind())) {
      line(depth, "subgraph " + id(vertex.id()) + "[\"" + caption(vertex) + "\"]");
      children(vertex.id(), depth + 1);
      line(depth, "end");
      return;
    }
    String text = "\"" + caption(vertex) + "\"";
    line(
        depth,
        id(vertex.id())
            + switch (vertex.kind()) {
              case "choice" -> "{" + text + "}";
              case "fail", "succeed", "workflow" -> "([" + text + "])";
              default -> "[" + text + "]";
            });
  }

  private static String caption(Vertex vertex) {
    String label =
        vertex.label().isEmpty() && vertex.kind().equals("forEach") ? "for each" : vertex.label();
    return vertex.id() + (label.isEmpty() ? "" : "<br/>" + label.replace("\"", "#quot;"));
  }

  /** Mermaid takes some words, such as {@code end}, for its own. */
  private static String id(String name) {
    return "n_" + name.replace('-', '_');
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }
}
