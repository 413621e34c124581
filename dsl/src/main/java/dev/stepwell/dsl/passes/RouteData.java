package dev.stepwell.dsl.passes;

import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Program;
import dev.stepwell.dsl.model.Region;
import dev.stepwell.dsl.model.Vertex;
import dev.stepwell.dsl.model.Work;
import dev.stepwell.dsl.plan.GraphPlan;
import dev.stepwell.dsl.plan.Layout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what must be assigned to variables: only what somebody reads later. */
public final class RouteData {

  private final NameVariables names = new NameVariables();
  private final Map<String, Map<String, Boolean>> parts = new LinkedHashMap<>();
  private final Set<String> carried = new LinkedHashSet<>();
  private final Set<String> items = new LinkedHashSet<>();
  private final Set<String> indexes = new LinkedHashSet<>();
  private final Map<String, Set<List<String>>> readers = new LinkedHashMap<>();
  private final List<String> tasks = new ArrayList<>();
  private final Map<String, Routes.Planned> graphs = new LinkedHashMap<>();

  private RouteData() {}

  /** The routes of a program. */
  public static Routes of(Program program) {
    RouteData data = new RouteData();
    data.names.add(Routes.failureKey(program.root().name()), "failure");
    data.block(program.root(), List.of(), true);
    return new Routes(
        data.names.all(),
        data.parts,
        data.carried,
        data.items,
        data.indexes,
        data.readers,
        data.graphs,
        !program.entries().isEmpty() || program.packed(),
        program.packed());
  }

  /** Whether the block's value can be the output of its last state, without being assigned. */
  static boolean yieldsDirectly(Block block) {
    return block.onFailure() == null && block.always() == null && lastCall(block) != null;
  }

  static Node.@Nullable Step lastCall(Block block) {
    return !block.nodes().isEmpty()
            && block.nodes().get(block.nodes().size() - 1) instanceof Node.Step step
            && step.work() instanceof Work.Request
        ? step
        : null;
  }

  private void block(Block block, List<String> eaches, boolean graph) {
    for (Node node : block.nodes()) {
      node(node, eaches);
    }
    Expr result = block.result();
    if (result != null) {
      Node.Step last = graph && yieldsDirectly(block) ? lastCall(block) : null;
      use(result, eaches, last == null ? "" : last.id());
    }
    for (Block handler : new Block[] {block.onFailure(), block.always()}) {
      if (handler != null) {
        names.add(Routes.failureKey(block.name()), block.name() + "_failure");
        block(handler, eaches, false);
      }
    }
  }

  private void node(Node node, List<String> eaches) {
    names.add(node.id(), node.id());
    if (node instanceof Node.Step step) {
      step.work().uses().forEach(used -> use(used, eaches, ""));
    } else if (node instanceof Node.Each each) {
      use(each.items(), eaches, "");
      List<String> deeper = new ArrayList<>(eaches);
      deeper.add(each.id());
      block(each.body(), deeper, true);
    } else if (node instanceof Node.Fork fork) {
      for (Block branch : fork.branches()) {
        names.add(branch.name(), branch.name());
        block(branch, eaches, true);
      }
    } else if (node instanceof Node.Choose choose) {
      use(choose.condition(), eaches, "");
      block(choose.then(), eaches, false);
      block(choose.otherwise(), eaches, false);
    } else if (node instanceof Node.Attempt attempt) {
      names.add(Routes.failureKey(attempt.id()), attempt.id() + "_failure");
      attempt.blocks().forEach(inner -> block(inner, eaches, false));
    } else if (node instanceof Node.Fail fail) {
      use(fail.cause(), eaches, "");
    } else if (node instanceof Node.Graph graph) {
      graph(graph, eaches);
    }
  }

  private void graph(Node.Graph graph, List<String> eaches) {
    GraphPlan plan = GraphPlan.of(graph);
    graphs.put(graph.id(), new Routes.Planned(plan, Layout.of(plan)));
    Map<String, List<String>> inside = new LinkedHashMap<>();
    for (Region region : graph.regions()) {
      names.add(region.id(), region.id());
      List<String> around =
          region.parent() == null ? eaches : Objects.requireNonNull(inside.get(region.parent()));
      if (region.items() != null) {
        // Not a task, but all in it: the value is read where the region stands.
        tasks.add(region.id());
        use(region.items(), around, "");
        tasks.remove(tasks.size() - 1);
      }
      List<String> deeper = new ArrayList<>(around);
      deeper.add(region.id());
      inside.put(region.id(), deeper);
    }
    for (Vertex vertex : graph.vertices()) {
      names.add(vertex.id(), vertex.id());
      names.add(Routes.failureKey(vertex.id()), vertex.id() + "_failure");
      tasks.add(vertex.id());
      vertex(
          vertex,
          vertex.region() == null ? eaches : Objects.requireNonNull(inside.get(vertex.region())));
      tasks.remove(tasks.size() - 1);
    }
  }

  private void vertex(Vertex vertex, List<String> eaches) {
    vertex.uses().forEach(used -> use(used, eaches, ""));
    List<String> deeper = new ArrayList<>(eaches);
    if (vertex.action() instanceof Vertex.Action.Each) {
      deeper.add(vertex.id());
    }
    vertex.blocks().forEach(block -> block(block, deeper, false));
  }

  /** Notes what an expression reads; the outputs of one step may be at hand without a variable. */
  private void use(Expr expr, List<String> eaches, String atHand) {
    for (Expr leaf : expr.leaves()) {
      if (leaf instanceof Expr.Output output) {
        read(output.step());
      } else if (leaf instanceof Expr.Carried value) {
        read(value.block());
      }
      if (leaf instanceof Expr.Output output && !output.step().equals(atHand)) {
        parts
            .computeIfAbsent(output.step(), step -> new LinkedHashMap<>())
            .putIfAbsent(output.path().isEmpty() ? "" : output.path().get(0), output.optional());
      } else if (leaf instanceof Expr.Carried value) {
        carried.add(value.block());
      } else if (leaf instanceof Expr.Item item && !Routes.isInnermost(item.each(), eaches)) {
        items.add(item.each());
      } else if (leaf instanceof Expr.Token && eaches.size() > 1) {
        indexes.addAll(eaches.subList(0, eaches.size() - 1));
      }
    }
  }

  private void read(String producer) {
    readers.computeIfAbsent(producer, id -> new LinkedHashSet<>()).add(List.copyOf(tasks));
  }
}
