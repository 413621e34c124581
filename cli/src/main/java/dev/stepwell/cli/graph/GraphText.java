package dev.stepwell.cli.graph;

import dev.stepwell.cli.output.Table;
import dev.stepwell.dsl.model.FlowGraph;
import dev.stepwell.dsl.model.FlowGraph.Edge;
import dev.stepwell.dsl.model.FlowGraph.Vertex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Draws a graph as lines: a step each, what it does, and where it goes if not simply on. */
public final class GraphText {

  private static final String INDENT = "  ";

  private GraphText() {}

  /** The lines of the whole graph. */
  public static List<String> lines(FlowGraph graph) {
    Table table = Table.of("lll", INDENT);
    Map<String, Integer> depths = new HashMap<>();
    for (int i = 0; i < graph.nodes().size(); i++) {
      Vertex vertex = graph.nodes().get(i);
      int depth = depths.getOrDefault(vertex.parent(), -1) + 1;
      depths.put(vertex.id(), depth);
      table.row(
          INDENT.repeat(depth) + vertex.id(), VertexWords.of(vertex), onwards(graph, vertex, i));
    }
    return table.lines();
  }

  /** Where a step goes, unless that is simply the next line of its block. */
  private static String onwards(FlowGraph graph, Vertex vertex, int at) {
    List<Edge> ways =
        graph.edges().stream().filter(edge -> edge.from().equals(vertex.id())).toList();
    String next =
        graph.nodes().stream()
            .skip(at + 1L)
            .filter(other -> other.parent().equals(vertex.parent()))
            .map(Vertex::id)
            .findFirst()
            .orElse("");
    boolean simplyOn =
        ways.size() == 1 && ways.get(0).to().equals(next) && ways.get(0).label().isEmpty();
    return simplyOn
        ? ""
        : ways.stream()
            .map(way -> (way.label().isEmpty() ? "then " : way.label() + ": ") + way.to())
            .collect(Collectors.joining(", "));
  }
}
