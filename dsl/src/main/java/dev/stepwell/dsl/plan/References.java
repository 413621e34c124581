package dev.stepwell.dsl.plan;

import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Vertex;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds whose values expressions use. */
public final class References {

  private References() {}

  /** The ids of the steps and blocks whose values a vertex uses, in it and in what it runs. */
  public static Set<String> ids(Vertex vertex) {
    Set<String> ids = new TreeSet<>();
    for (Expr expr : Uses.of(vertex)) {
      for (Expr leaf : expr.leaves()) {
        producer(leaf).ifPresent(ids::add);
      }
    }
    return ids;
  }

  /** All leaves of the expressions of a vertex and of what it runs. */
  public static List<Expr> leaves(Vertex vertex) {
    return Uses.of(vertex).stream().flatMap(expr -> expr.leaves().stream()).toList();
  }

  private static Optional<String> producer(Expr leaf) {
    if (leaf instanceof Expr.Output output) {
      return Optional.of(output.step());
    }
    return leaf instanceof Expr.Carried carried ? Optional.of(carried.block()) : Optional.empty();
  }

  /** The numbers of those whose output or value is used. */
  public static Set<Integer> to(Map<String, Integer> numbers, Collection<? extends Expr> exprs) {
    Set<Integer> found = new TreeSet<>();
    for (Expr expr : exprs) {
      for (Expr leaf : expr.leaves()) {
        producer(leaf).map(numbers::get).ifPresent(found::add);
      }
    }
    return found;
  }
}
