package dev.stepwell.dsl.model;

import java.util.List;

/**
 * The steps of a workflow as its author sees them.
 *
 * @param workflow the workflow's name
 * @param nodes steps and blocks, in the order of the source, a block before what lies in it
 * @param edges what follows what
 */
public record FlowGraph(String workflow, List<Vertex> nodes, List<Edge> edges) {

  /** Copies the lists. */
  public FlowGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /**
   * A step or a block.
   *
   * @param id the author's name for it; unique
   * @param kind {@code step forEach parallel branch choice attempt wait fail succeed workflow}; a
   *     {@code block} of steps that is one task; {@code graph mappedGraph child}, in which only
   *     edges say what follows what
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
