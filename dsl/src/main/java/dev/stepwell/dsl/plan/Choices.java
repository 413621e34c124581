package dev.stepwell.dsl.plan;

import dev.stepwell.dsl.TriggerRule;
import dev.stepwell.dsl.model.Vertex;
import dev.stepwell.dsl.model.Vertex.Action;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The vertices that choose, and what each of their ways skips. A way leads to its targets; the
 * other direct successors are skipped, but not those that are also behind a target. Teardowns are
 * never skipped, nor what runs always. Source: Airflow's {@code SkipMixin}.
 */
public final class Choices {

  /** The way of a gate that is open. */
  public static final String OPEN = "open";

  /** The way of a gate that is closed. */
  public static final String CLOSED = "closed";

  private Choices() {}

  /**
   * A way that a vertex can take.
   *
   * @param name unique for the vertex
   * @param skips what is skipped on it
   */
  public record Way(String name, BitSet skips) {}

  /** The ways of a vertex in the order in which they are tried; none if it does not choose. */
  public static List<Way> of(GraphPlan plan, int number) {
    Action action = plan.vertex(number).action();
    if (action instanceof Action.Gate gate) {
      BitSet behind = new BitSet();
      plan.downstream(number).forEach(behind::set);
      return List.of(
          new Way(OPEN, new BitSet()),
          new Way(CLOSED, only(plan, gate.everything() ? plan.descendants(number) : behind)));
    } else if (action instanceof Action.Choose choose) {
      List<String> names = new ArrayList<>(choose.ways().stream().map(Vertex.Way::name).toList());
      names.add(choose.otherwise());
      return names.stream().map(name -> new Way(name, skipped(plan, number, name))).toList();
    }
    return List.of();
  }

  private static BitSet skipped(GraphPlan plan, int number, String way) {
    Set<Integer> behind = plan.downstream(number);
    Set<Integer> targets = new TreeSet<>();
    for (int v : behind) {
      if (leads(plan, number, v, way)) {
        targets.add(v);
      }
    }
    BitSet skips = new BitSet();
    behind.stream().filter(v -> !targets.contains(v)).forEach(skips::set);
    targets.forEach(target -> skips.andNot(plan.descendants(target)));
    return only(plan, skips);
  }

  /** An edge without a way, or a value that is read, is followed by every way. */
  private static boolean leads(GraphPlan plan, int from, int to, String way) {
    String id = plan.vertex(from).id();
    List<Vertex.Edge> edges =
        plan.vertex(to).after().stream().filter(edge -> edge.from().equals(id)).toList();
    return edges.isEmpty()
        || edges.stream().anyMatch(edge -> edge.way() == null || edge.way().equals(way));
  }

  private static BitSet only(GraphPlan plan, BitSet skips) {
    BitSet left = (BitSet) skips.clone();
    for (int v = skips.nextSetBit(0); v >= 0; v = skips.nextSetBit(v + 1)) {
      Vertex vertex = plan.vertex(v);
      if (vertex.role().isTeardown() || vertex.rule() == TriggerRule.ALWAYS) {
        left.clear(v);
      }
    }
    return left;
  }
}
