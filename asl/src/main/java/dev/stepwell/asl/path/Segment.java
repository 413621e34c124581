package dev.stepwell.asl.path;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a path, from a node to nodes below it. */
public sealed interface Segment {

  /** The member of this name: {@code .name} or {@code ['name']}. */
  record Child(String name) implements Segment {}

  /** The members of these names: {@code ['a','b']}. */
  record Children(List<String> names) implements Segment {
    /** Copies the names. */
    public Children {
      names = List.copyOf(names);
    }
  }

  /** The element at this place, counted from the end if negative: {@code [0]}. */
  record Index(int at) implements Segment {}

  /** The elements at these places: {@code [0,2]}. */
  record Indices(List<Integer> at) implements Segment {
    /** Copies the places. */
    public Indices {
      at = List.copyOf(at);
    }
  }

  /** The elements from one place to before another: {@code [1:3]}; null where left out. */
  record Slice(@Nullable Integer from, @Nullable Integer to) implements Segment {}

  /** All members or elements: {@code .*} or {@code [*]}. */
  record Wildcard() implements Segment {}

  /** The node and all nodes below it; the next segment applies to each: {@code ..}. */
  record Descendants() implements Segment {}

  /**
   * The elements for which a predicate holds: {@code [?(@.x > 3)]}.
   *
   * @param predicate the text between the parentheses
   */
  record Filter(String predicate) implements Segment {}

  /**
   * A function of the path library: {@code .length()}.
   *
   * @param name its name
   * @param arguments the text between the parentheses
   */
  record Call(String name, String arguments) implements Segment {}
}
