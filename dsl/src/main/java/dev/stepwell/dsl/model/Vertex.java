package dev.stepwell.dsl.model;

import dev.stepwell.dsl.TriggerRule;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One task of a graph.
 *
 * @param id the author's name for it
 * @param place where the author wrote it
 * @param rule when it runs
 * @param role what it is for
 * @param after what it waits for, apart from what its values come from
 * @param action what it does
 * @param skippedBy the errors that mean that it has nothing to do
 * @param onFailure what is done when it has failed; null for nothing
 * @param onSuccess what is done when it has succeeded; null for nothing
 * @param seconds how long it takes as a rule; null if that is not known
 * @param region the region it lies in; null for the graph itself
 */
public record Vertex(
    String id,
    Place place,
    TriggerRule rule,
    Role role,
    List<Edge> after,
    Action action,
    List<String> skippedBy,
    @Nullable Block onFailure,
    @Nullable Block onSuccess,
    @Nullable Double seconds,
    @Nullable String region) {

  /** Copies the lists. */
  public Vertex {
    after = List.copyOf(after);
    skippedBy = List.copyOf(skippedBy);
  }

  /** What a task is for. */
  public enum Role {
    /** The work itself. */
    WORK,
    /** Makes what the work needs. */
    SETUP,
    /** Removes what a setup made; its failure does not fail the graph. */
    TEARDOWN,
    /** A teardown whose failure fails the graph. */
    DECIDING_TEARDOWN;

    /** Whether it removes what a setup made. */
    public boolean isTeardown() {
      return this == TEARDOWN || this == DECIDING_TEARDOWN;
    }
  }

  /**
   * A dependency.
   *
   * @param from the vertex before
   * @param way the way of a choice that leads here; null if every way does
   * @param label the author's note; may be empty
   */
  public record Edge(String from, @Nullable String way, String label) {}

  /** What a vertex does. */
  public sealed interface Action {

    /** Statements, as one task. */
    record Run(Block body) implements Action {}

    /** The same statements for every item, as one mapped task. */
    record Each(Expr items, int atOnce, Block body) implements Action {}

    /** Takes the first way whose condition holds, else the last one. */
    record Choose(List<Way> ways, String otherwise) implements Action {
      /** Copies the ways. */
      public Choose {
        ways = List.copyOf(ways);
      }
    }

    /** Goes on if the condition holds; else skips what follows, directly or at all. */
    record Gate(Expr condition, boolean everything) implements Action {}
  }

  /** A way of a choice. */
  public record Way(String name, Expr condition) {}

  /** The blocks inside. */
  public List<Block> blocks() {
    Stream<Block> own = Stream.empty();
    if (action instanceof Action.Run run) {
      own = Stream.of(run.body());
    } else if (action instanceof Action.Each each) {
      own = Stream.of(each.body());
    }
    return Stream.concat(own, Stream.of(onFailure, onSuccess).flatMap(Stream::ofNullable)).toList();
  }

  /** The expressions of the vertex itself, without those of its blocks. */
  public List<Expr> uses() {
    if (action instanceof Action.Each each) {
      return List.of(each.items());
    } else if (action instanceof Action.Choose choose) {
      return choose.ways().stream().map(Way::condition).toList();
    }
    return action instanceof Action.Gate gate ? List.of(gate.condition()) : List.of();
  }
}
