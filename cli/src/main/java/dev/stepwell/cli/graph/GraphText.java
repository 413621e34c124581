package dev.stepwell.cli.graph;

import dev.stepwell.cli.output.Table;
import dev.stepwell.dsl.model.FlowGraph;
import dev.stepwell.dsl.model.FlowGraph.Edge;
import dev.stepwell.dsl.model.FlowGraph.Vertex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Draws a graph as lines: a step each, what it does, and where it goes. A step in a sequence says
 * nothing where it simply goes on to the next line; in a graph of tasks every edge is said.
 */
public final class GraphText {

  private static final String INDENT = "  ";

  /** The kinds of blocks whose lines have no order. */
  private static final Set<String> GRAPHS = Set.of("graph", "mappedGraph", "child");

  private final FlowGraph graph;
  private final Table table = Table.of("lll", INDENT);

  private GraphText(FlowGraph graph) {
    this.graph = graph;
  }

  /** The lines of the whole graph. */
  public static List<String> lines(FlowGraph graph) {
    GraphText text = new GraphText(graph);
    text.block("", true, 0);
    return text.table.lines();
  }

  private void block(String parent, boolean ordered, int depth) {
    List<Vertex> lines =
        graph.nodes().stream().filter(vertex -> vertex.parent().equals(parent)).toList();
    for (int i = 0; i < lines.size(); i++) {
      Vertex vertex = lines.get(i);
      String next = ordered && i + 1 < lines.size() ? lines.get(i + 1).id() : "";
      table.row(INDENT.repeat(depth) + vertex.id(), VertexWords.of(vertex), onwards(vertex, next));
      block(vertex.id(), !GRAPHS.contains(vertex.kind()), depth + 1);
    }
  }

  /** Where a step goes, unless that is simply the next line of a sequence. */
  private String onwards(Vertex vertex, String next) {
    List<Edge> ways =
        graph.edges().stream().filter(edge -> edge.from().equals(vertex.id())).toList();
    if (ways.size() == 1 && ways.get(0).to().equals(next) && ways.get(0).label().isEmpty()) {
      return "";
    }
    Map<String, String> byLabel = new LinkedHashMap<>();
    ways.forEach(way -> byLabel.merge(way.label(), way.to(), (one, two) -> one + " and " + two));
    return byLabel.entrySet().stream()
        .map(to -> (to.getKey().isEmpty() ? "then " : to.getKey() + ": ") + to.getValue())
        .collect(Collectors.joining(", "));
  }
}
