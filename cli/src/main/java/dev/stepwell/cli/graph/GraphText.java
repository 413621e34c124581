package dev.stepwell.cli.graph;

import dev.stepwell.cli.output.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Draws a graph as lines: a step each, what it does, and where it goes if not simply on. */
public final class GraphText {

  private GraphText() {}

  /** The lines of the whole graph. */
  public static List<String> lines(StepGraph graph) {
    Table table = Table.of("lll", "  ");
    rows(graph, "", table);
    List<String> lines = new ArrayList<>(table.lines());
    Set<String> handlers = new LinkedHashSet<>();
    graph.edges().stream().filter(StepGraph.Edge::error).forEach(edge -> handlers.add(edge.to()));
    if (!handlers.isEmpty()) {
      lines.add("");
      lines.add("  on an error: " + String.join(", ", handlers));
    }
    return lines;
  }

  private static void rows(StepGraph graph, String indent, Table table) {
    List<StepGraph.Node> steps = graph.steps();
    for (int i = 0; i < steps.size(); i++) {
      StepGraph.Node step = steps.get(i);
      String following = i + 1 < steps.size() ? steps.get(i + 1).name() : "";
      table.row(indent + step.name(), step.does(), where(graph, step, following));
      step.inner().forEach(inner -> rows(inner, indent + "  ", table));
    }
  }

  /** Where a step goes, unless that is the next line alone. */
  private static String where(StepGraph graph, StepGraph.Node step, String following) {
    List<String> next =
        graph.edges().stream()
            .filter(edge -> edge.from().equals(step.name()) && !edge.error())
            .map(StepGraph.Edge::to)
            .toList();
    if (next.equals(List.of(following)) || next.isEmpty() && following.isEmpty()) {
      return "";
    }
    return next.isEmpty() ? "ends here" : "then " + String.join(" or ", next);
  }
}
