package dev.stepwell.dsl.plan;

import dev.stepwell.dsl.model.Region;
import dev.stepwell.dsl.structure.Dag;
import dev.stepwell.dsl.structure.Nesting;
import dev.stepwell.dsl.structure.Structuring;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a graph and each of its regions nest.
 *
 * @param levels by region; "" is the graph itself
 */
public record Layout(Map<String, Level> levels) {

  /**
   * What lies directly in a graph or a region.
   *
   * @param items vertices and regions
   * @param nesting the items, by their places in that list
   * @param added the waits that nobody asked for, among the items
   */
  public record Level(List<Item> items, Nesting nesting, List<Structuring.AddedWait> added) {}

  /**
   * One thing at a level.
   *
   * @param id the author's name
   * @param vertex the vertex; -1 for a region
   * @param vertices the vertices in it
   */
  public record Item(String id, int vertex, List<Integer> vertices) {
    /** Whether it is a region. */
    public boolean isRegion() {
      return vertex < 0;
    }
  }

  /**
   * Lays out a graph.
   *
   * @throws TangledException if tasks outside of a region stand between tasks of it
   */
  public static Layout of(GraphPlan plan) {
    Map<String, Level> levels = new LinkedHashMap<>();
    level(plan, "", levels);
    return new Layout(levels);
  }

  /** The level of the graph itself. */
  public Level top() {
    return level("");
  }

  /** The level of a region. */
  public Level level(String region) {
    return Objects.requireNonNull(levels.get(region));
  }

  /** All levels, regions before what they lie in. */
  private static double level(GraphPlan plan, String region, Map<String, Level> levels) {
    Map<String, List<Integer>> inside = new LinkedHashMap<>();
    for (int v = 0; v < plan.size(); v++) {
      String item = itemOf(plan, v, region);
      if (item != null) {
        inside.computeIfAbsent(item, unused -> new ArrayList<>()).add(v);
      }
    }
    List<Item> items = new ArrayList<>();
    inside.forEach(
        (id, vertices) -> {
          boolean single = plan.vertex(vertices.get(0)).id().equals(id);
          items.add(new Item(id, single ? vertices.get(0) : -1, List.copyOf(vertices)));
        });
    double @Nullable [] durations = durations(plan, items, levels);
    Dag dag = dag(plan, items);
    Structuring structured = Structuring.of(dag, durations);
    levels.put(region, new Level(List.copyOf(items), structured.nesting(), structured.added()));
    return durations == null ? 0 : structured.nesting().length(durations);
  }

  private static @Nullable String itemOf(GraphPlan plan, int vertex, String region) {
    List<Region> around = plan.around(vertex);
    int at = region.isEmpty() ? -1 : around.stream().map(Region::id).toList().indexOf(region);
    if (at < 0 && !region.isEmpty()) {
      return null;
    }
    return at + 1 < around.size() ? around.get(at + 1).id() : plan.vertex(vertex).id();
  }

  private static double @Nullable [] durations(
      GraphPlan plan, List<Item> items, Map<String, Level> levels) {
    double[] known = new double[items.size()];
    for (int i = 0; i < known.length; i++) {
      Item item = items.get(i);
      if (item.isRegion()) {
        known[i] = level(plan, item.id(), levels);
      } else {
        Double seconds = plan.vertex(item.vertex()).seconds();
        known[i] = seconds == null ? 0 : seconds;
      }
    }
    OptionalDouble mean = java.util.Arrays.stream(known).filter(time -> time > 0).average();
    if (mean.isEmpty()) {
      return null;
    }
    for (int i = 0; i < known.length; i++) {
      known[i] = known[i] > 0 ? known[i] : mean.getAsDouble();
    }
    return known;
  }

  private static Dag dag(GraphPlan plan, List<Item> items) {
    Map<Integer, Integer> home = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      for (int v : items.get(i).vertices()) {
        home.put(v, i);
      }
    }
    int[][] direct = new int[items.size()][];
    for (int i = 0; i < items.size(); i++) {
      Set<Integer> before = new TreeSet<>();
      Set<Integer> needs = new LinkedHashSet<>();
      items.get(i).vertices().forEach(v -> needs.addAll(plan.needs().get(v)));
      if (items.get(i).isRegion()) {
        needs.addAll(plan.sources(items.get(i).id()));
      }
      for (int v : needs) {
        Integer from = home.get(v);
        if (from != null && from != i) {
          before.add(from);
        }
      }
      direct[i] = before.stream().mapToInt(Integer::intValue).toArray();
    }
    try {
      return Dag.of(direct);
    } catch (Dag.CycleException e) {
      throw new TangledException(e.cycle().stream().map(i -> items.get(i).id()).toList());
    }
  }

  /** A region that would have to wait for what waits for it. */
  public static final class TangledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> ids;

    TangledException(List<String> ids) {
      super("tangled: " + ids);
      this.ids = ids;
    }

    /** The tasks and regions that wait for each other. */
    public List<String> ids() {
      return ids;
    }
  }
}
