package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.FlowGraph;
import dev.stepwell.dsl.model.FlowGraph.Edge;
import dev.stepwell.dsl.model.FlowGraph.Vertex;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Program;
import dev.stepwell.dsl.model.Region;
import dev.stepwell.dsl.model.Vertex.Action;
import dev.stepwell.dsl.plan.GraphPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws the steps as the author sees them; the states that they become are left out. */
public final class DrawGraph {

  private final List<Vertex> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();

  private DrawGraph() {}

  /** An end that still waits for what follows. */
  private record End(String from, String label) {}

  /** The graph of a program. */
  public static FlowGraph of(Program program) {
    DrawGraph draw = new DrawGraph();
    draw.block(program.root(), "", List.of());
    return new FlowGraph(program.name(), draw.nodes, draw.edges);
  }

  /** Draws a block and gives its ends. */
  private List<End> block(Block block, String parent, List<End> ends) {
    List<End> open = ends;
    for (Node node : block.nodes()) {
      open = node(node, parent, open);
    }
    Block onFailure = block.onFailure();
    List<End> failed = List.of(new End(parent.isEmpty() ? block.name() : parent, "fails"));
    if (onFailure != null) {
      if (parent.isEmpty()) {
        nodes.add(new Vertex(block.name(), "workflow", "", ""));
      }
      failed = block(onFailure, parent, failed);
    }
    Block always = block.always();
    if (always != null) {
      List<End> all = new ArrayList<>(open);
      if (onFailure != null) {
        all.addAll(failed);
      }
      open = block(always, parent, all);
    }
    return open;
  }

  private List<End> node(Node node, String parent, List<End> before) {
    String id = node.id();
    if (node instanceof Node.Attempt attempt) {
      return attempt(attempt, parent, before);
    }
    nodes.add(new Vertex(id, kind(node), label(node), parent));
    before.forEach(end -> edges.add(new Edge(end.from(), id, end.label())));
    if (node instanceof Node.Each each) {
      block(each.body(), id, List.of());
    } else if (node instanceof Node.Fork fork) {
      for (Block branch : fork.branches()) {
        nodes.add(new Vertex(branch.name(), "branch", "", id));
        block(branch, branch.name(), List.of());
      }
    } else if (node instanceof Node.Graph graph) {
      graph(graph);
    } else if (node instanceof Node.Choose choose) {
      List<End> ends = new ArrayList<>(block(choose.then(), parent, List.of(new End(id, "yes"))));
      ends.addAll(block(choose.otherwise(), parent, List.of(new End(id, "no"))));
      return ends;
    }
    return node.completes() ? List.of(new End(id, "")) : List.of();
  }

  /** Tasks and regions lie in the graph; an edge that a value makes has no label. */
  private void graph(Node.Graph graph) {
    GraphPlan plan = GraphPlan.of(graph);
    Set<String> drawn = new HashSet<>();
    for (int v = 0; v < plan.size(); v++) {
      var task = plan.vertex(v);
      String parent = region(graph, plan, task.region(), drawn);
      boolean single =
          task.action() instanceof Action.Run run
              && run.body().nodes().size() == 1
              && run.body().nodes().get(0).id().equals(task.id());
      String label =
          single && ((Action.Run) task.action()).body().nodes().get(0) instanceof Node.Step step
              ? step.kind()
              : "";
      nodes.add(new Vertex(task.id(), kind(task), label, parent));
      if (!single) {
        task.blocks().stream()
            .filter(block -> block.name().equals(task.id()))
            .forEach(block -> block(block, task.id(), List.of()));
      }
      for (int before : plan.upstream().get(v)) {
        String from = plan.vertex(before).id();
        List<String> labels =
            task.after().stream()
                .filter(edge -> edge.from().equals(from))
                .map(edge -> edge.label())
                .distinct()
                .toList();
        (labels.isEmpty() ? List.of("") : labels)
            .forEach(note -> edges.add(new Edge(from, task.id(), note)));
      }
    }
  }

  /** Draws a region before its first task, and gives what this lies in. */
  private String region(Node.Graph graph, GraphPlan plan, @Nullable String id, Set<String> drawn) {
    if (id == null) {
      return graph.id();
    }
    if (drawn.add(id)) {
      Region region = plan.region(id);
      String parent = region(graph, plan, region.parent(), drawn);
      nodes.add(new Vertex(id, region.isMapped() ? "mappedGraph" : "child", "", parent));
    }
    return id;
  }

  private static String kind(dev.stepwell.dsl.model.Vertex task) {
    if (task.action() instanceof Action.Each) {
      return "forEach";
    } else if (task.action() instanceof Action.Run run) {
      return run.body().nodes().size() == 1 ? "step" : "block";
    }
    return "choice";
  }

  private List<End> attempt(Node.Attempt attempt, String parent, List<End> before) {
    String id = attempt.id();
    nodes.add(new Vertex(id, "attempt", "", parent));
    before.forEach(end -> edges.add(new Edge(end.from(), id, end.label())));
    block(attempt.body(), id, List.of());
    List<End> ends = new ArrayList<>(List.of(new End(id, "")));
    for (Node.Recovery recovery : attempt.recoveries()) {
      ends.addAll(block(recovery.block(), parent, List.of(new End(id, "fails"))));
    }
    return ends;
  }

  private static String kind(Node node) {
    if (node instanceof Node.Step) {
      return "step";
    } else if (node instanceof Node.Each) {
      return "forEach";
    } else if (node instanceof Node.Fork) {
      return "parallel";
    } else if (node instanceof Node.Choose) {
      return "choice";
    } else if (node instanceof Node.Graph) {
      return "graph";
    } else if (node instanceof Node.Pause) {
      return "wait";
    }
    return node instanceof Node.Fail ? "fail" : "succeed";
  }

  private static String label(Node node) {
    if (node instanceof Node.Step step) {
      return step.kind();
    }
    return node instanceof Node.Fail fail ? fail.error() : "";
  }
}
