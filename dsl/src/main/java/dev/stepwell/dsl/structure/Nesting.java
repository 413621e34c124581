package dev.stepwell.dsl.structure;

import java.util.ArrayList;
import java.util.List;

/** Vertices one after the other and at the same time. Immutable. */
public sealed interface Nesting {

  /** One vertex, by its number. */
  record Vertex(int number) implements Nesting {}

  /** At least two parts, each of which waits for all of the part before it. */
  record Sequence(List<Nesting> parts) implements Nesting {
    /** Copies the parts. */
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** At least two parts at the same time; what follows waits for all of them. */
  record Fork(List<Nesting> parts) implements Nesting {
    /** Copies the parts. */
    public Fork {
      parts = List.copyOf(parts);
    }
  }

  /** The parts, in order; none for a vertex. */
  default List<Nesting> parts() {
    return List.of();
  }

  /** All vertices, in the order in which they are written. */
  default List<Integer> vertices() {
    List<Integer> all = new ArrayList<>();
    collect(this, all);
    return all;
  }

  private static void collect(Nesting nesting, List<Integer> into) {
    if (nesting instanceof Vertex vertex) {
      into.add(vertex.number());
    }
    nesting.parts().forEach(part -> collect(part, into));
  }

  /** The parts one after the other; sequences inside are spread. */
  static Nesting sequence(List<Nesting> parts) {
    List<Nesting> flat = new ArrayList<>();
    for (Nesting part : parts) {
      flat.addAll(part instanceof Sequence inner ? inner.parts() : List.of(part));
    }
    return flat.size() == 1 ? flat.get(0) : new Sequence(flat);
  }

  /** The parts at the same time; forks inside are spread. */
  static Nesting fork(List<Nesting> parts) {
    List<Nesting> flat = new ArrayList<>();
    for (Nesting part : parts) {
      flat.addAll(part instanceof Fork inner ? inner.parts() : List.of(part));
    }
    return flat.size() == 1 ? flat.get(0) : new Fork(flat);
  }

  /** How long it takes if a vertex takes so long. */
  default double length(double[] durations) {
    if (this instanceof Vertex vertex) {
      return durations[vertex.number()];
    }
    double sum = 0;
    double longest = 0;
    for (Nesting part : parts()) {
      double length = part.length(durations);
      sum += length;
      longest = Math.max(longest, length);
    }
    return this instanceof Sequence ? sum : longest;
  }
}
