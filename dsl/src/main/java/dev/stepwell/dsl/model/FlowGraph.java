package dev.stepwell.dsl.model;

import java.util.List;

/**
 * The steps of a workflow as its author sees them.
 *
 * @param workflow the workflow's name
 * @param nodes steps and blocks, in the order of the source
 * @param edges what follows what
 * @param outline the nodes as an indented list, with headings such as {@code on failure}
 */
public record FlowGraph(String workflow, List<Vertex> nodes, List<Edge> edges, List<Line> outline) {

  /** Copies the lists. */
  public FlowGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    outline = List.copyOf(outline);
  }

  /** A Mermaid flowchart, with a final line feed. */
  public String mermaid() {
    return MermaidText.of(this);
  }

  /** The outline as indented text, with a final line feed. */
  public String text() {
    StringBuilder out = new StringBuilder(workflow).append('\n');
    int width =
        outline.stream().mapToInt(line -> 2 * line.depth() + line.id().length()).max().orElse(0);
    for (Line line : outline) {
      String head = "  ".repeat(line.depth() + 1) + line.id();
      int gap = width + 4 - head.length();
      out.append(head).append(line.label().isEmpty() ? "" : " ".repeat(gap) + line.label());
      out.append('\n');
    }
    return out.toString();
  }

  /**
   * A line of the outline.
   *
   * @param depth 0 at the top
   * @param id a node's id, or a heading such as {@code no:}
   * @param label what it does; may be empty
   */
  public record Line(int depth, String id, String label) {}

  /**
   * A step or a block.
   *
   * @param id the author's name for it; unique
   * @param kind {@code step forEach parallel branch choice attempt wait fail succeed}
   * @param label what it does, such as {@code Glue crawler flights_raw}; may be empty
   * @param parent the block it lies in; empty at the top
   */
  public record Vertex(String id, String kind, String label, String parent) {}

  /**
   * What follows what.
   *
   * @param label when, such as {@code yes}, {@code no}, {@code fails}; empty if always
   */
  public record Edge(String from, String to, String label) {}
}
