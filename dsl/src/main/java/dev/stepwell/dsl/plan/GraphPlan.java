package dev.stepwell.dsl.plan;

import dev.stepwell.dsl.TriggerRule;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Region;
import dev.stepwell.dsl.model.Vertex;
import dev.stepwell.dsl.structure.Dag;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The dependencies of a graph. Vertices have the numbers of their places in the source.
 *
 * @param graph the graph
 * @param upstream for every vertex, those directly before it, which its rule counts
 * @param order the vertices and what each must wait for
 * @param needs for every vertex, what must have ended before it may start, directly
 * @param behind for every vertex, those directly behind it
 */
public record GraphPlan(
    Node.Graph graph,
    List<Set<Integer>> upstream,
    Dag order,
    List<Set<Integer>> needs,
    List<Set<Integer>> behind) {

  /**
   * The plan of a graph.
   *
   * @throws Dag.CycleException if tasks wait for each other
   */
  public static GraphPlan of(Node.Graph graph) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    graph.vertices().forEach(vertex -> numbers.put(vertex.id(), numbers.size()));
    List<Set<Integer>> upstream = new ArrayList<>();
    List<Set<Integer>> needs = new ArrayList<>();
    for (Vertex vertex : graph.vertices()) {
      Set<Integer> read = References.to(numbers, Uses.of(vertex));
      read.remove(numbers.get(vertex.id()));
      Set<Integer> before = new TreeSet<>(read);
      vertex.after().forEach(edge -> before.add(number(numbers, edge.from())));
      upstream.add(before);
      // A rule that does not look at what is before need not wait for it either.
      needs.add(vertex.rule() == TriggerRule.ALWAYS ? read : before);
    }
    List<Set<Integer>> behind = new ArrayList<>();
    upstream.forEach(unused -> behind.add(new TreeSet<>()));
    for (int v = 0; v < upstream.size(); v++) {
      for (int before : upstream.get(v)) {
        behind.get(before).add(v);
      }
    }
    return new GraphPlan(graph, upstream, dag(needs), needs, behind).complete();
  }

  private static Dag dag(List<Set<Integer>> needs) {
    return Dag.of(
        needs.stream()
            .map(set -> set.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new));
  }

  /** Choices and setups count for what is behind a task that runs always and waits for nobody. */
  private GraphPlan complete() {
    List<Set<Integer>> all = needs.stream().<Set<Integer>>map(TreeSet::new).toList();
    boolean more = false;
    for (int v = 0; v < size(); v++) {
      for (int setup : indirectSetups(v)) {
        more |= !order.waits(v, setup) && all.get(v).add(setup);
      }
      for (Choices.Way way : Choices.of(this, v)) {
        for (int skipped : way.skips().stream().toArray()) {
          more |= !order.waits(skipped, v) && all.get(skipped).add(v);
        }
      }
    }
    return more ? new GraphPlan(graph, upstream, dag(all), all, behind) : this;
  }

  private static int number(Map<String, Integer> numbers, String id) {
    Integer number = numbers.get(id);
    if (number == null) {
      throw new IllegalArgumentException("no task '" + id + "' in the graph");
    }
    return number;
  }

  /** How many vertices there are. */
  public int size() {
    return graph.vertices().size();
  }

  /** A vertex. */
  public Vertex vertex(int number) {
    return graph.vertices().get(number);
  }

  /** The vertices directly behind one. */
  public Set<Integer> downstream(int number) {
    return new TreeSet<>(behind.get(number));
  }

  /** All vertices behind one. */
  public BitSet descendants(int number) {
    BitSet found = new BitSet(size());
    List<Integer> open = new ArrayList<>(behind.get(number));
    while (!open.isEmpty()) {
      int v = open.remove(open.size() - 1);
      if (!found.get(v)) {
        found.set(v);
        open.addAll(behind.get(v));
      }
    }
    return found;
  }

  /**
   * The states that the rule of a vertex looks at: a teardown's those of its setups; none if
   * always.
   */
  public Set<Integer> counted(int number) {
    if (vertex(number).rule() == TriggerRule.ALWAYS) {
      return Set.of();
    }
    if (!vertex(number).role().isTeardown()) {
      return upstream.get(number);
    }
    Set<Integer> setups = new TreeSet<>(upstream.get(number));
    setups.removeIf(v -> vertex(v).role() != Vertex.Role.SETUP);
    return setups;
  }

  /**
   * The setups that must have succeeded before a vertex whatever its rule: those before it, but not
   * directly, that have no teardown or one behind the vertex. Source: Airflow's {@code
   * get_upstreams_only_setups}.
   */
  public Set<Integer> indirectSetups(int number) {
    Set<Integer> found = new TreeSet<>();
    Vertex vertex = vertex(number);
    if (vertex.role().isTeardown() || vertex.rule() == TriggerRule.ALWAYS) {
      return found;
    }
    for (int v = 0; v < size(); v++) {
      if (vertex(v).role() == Vertex.Role.SETUP
          && !upstream.get(number).contains(v)
          && descendants(v).get(number)) {
        Set<Integer> teardowns = downstream(v);
        teardowns.removeIf(after -> !vertex(after).role().isTeardown());
        if (teardowns.isEmpty() || teardowns.stream().anyMatch(descendants(number)::get)) {
          found.add(v);
        }
      }
    }
    return found;
  }

  /**
   * The vertices whose states decide the verdict: behind them are only teardowns that do not count.
   * Source: Airflow's {@code DagRun._tis_for_dagrun_state}.
   */
  public List<Integer> leaves() {
    List<Integer> leaves = new ArrayList<>();
    List<Integer> last = new ArrayList<>();
    for (int v = 0; v < size(); v++) {
      if (behind.get(v).isEmpty()) {
        last.add(v);
      }
      if (vertex(v).role() != Vertex.Role.TEARDOWN
          && behind.get(v).stream()
              .allMatch(after -> vertex(after).role() == Vertex.Role.TEARDOWN)) {
        leaves.add(v);
      }
    }
    return leaves.isEmpty() ? last : leaves;
  }

  /** The vertices whose values the items of a region, and of those around it, are made of. */
  public Set<Integer> sources(String region) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    graph.vertices().forEach(vertex -> numbers.put(vertex.id(), numbers.size()));
    Expr items = region(region).items();
    return items == null ? Set.of() : References.to(numbers, List.of(items));
  }

  /** The region of a name. */
  public Region region(String id) {
    return graph.regions().stream()
        .filter(region -> region.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no region " + id));
  }

  /** The regions around a vertex, the outermost first. */
  public List<Region> around(int number) {
    List<Region> regions = new ArrayList<>();
    @Nullable String id = vertex(number).region();
    while (id != null) {
      Region region = region(id);
      regions.add(0, region);
      id = region.parent();
    }
    return regions;
  }
}
