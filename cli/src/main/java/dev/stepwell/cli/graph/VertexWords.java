package dev.stepwell.cli.graph;

import dev.stepwell.dsl.model.FlowGraph.Vertex;

/** Says in a few words what a step or block does. */
final class VertexWords {

  private VertexWords() {}

  static String of(Vertex vertex) {
    return switch (vertex.kind()) {
      case "step" -> vertex.label();
      case "forEach", "mappedGraph" -> joined("for each", vertex.label());
      case "parallel" -> joined("all at once", vertex.label());
      case "fail" -> joined("fails with", vertex.label());
      case "succeed" -> "ends well";
      case "wait" -> joined("waits", vertex.label());
      case "workflow" -> "the whole workflow";
      default -> joined(vertex.kind(), vertex.label());
    };
  }

  private static String joined(String word, String label) {
    return label.isEmpty() ? word : word + " " + label;
  }
}
