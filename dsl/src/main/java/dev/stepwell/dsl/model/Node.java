package dev.stepwell.dsl.model;

import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One statement of a recorded block. */
public sealed interface Node {

  /** The name the author gave. */
  String id();

  /** Where the author wrote it. */
  Place place();

  /** Whether the next statement can be reached through this one. */
  default boolean completes() {
    return true;
  }

  /** The blocks inside. */
  default List<Block> blocks() {
    return List.of();
  }

  /** A task in its place. */
  record Step(String id, Place place, String kind, Work work, Options options) implements Node {}

  /**
   * What the author added to a task.
   *
   * @param retries tried before the task's own
   * @param timeoutSeconds null for the task's own
   * @param heartbeatSeconds null for none
   * @param patches the last word on the step's first state
   * @param demand what the scheduler is to know
   */
  record Options(
      List<RetryRule> retries,
      @Nullable Integer timeoutSeconds,
      @Nullable Integer heartbeatSeconds,
      List<UnaryOperator<JsonObject>> patches,
      Demand demand) {

    /** Nothing added. */
    public static final Options NONE = new Options(List.of(), null, null, List.of(), Demand.NONE);

    /** Copies the lists. */
    public Options {
      retries = List.copyOf(retries);
      patches = List.copyOf(patches);
    }
  }

  /** The same block for every item; {@code atOnce} 0 is as many as possible. */
  record Each(String id, Place place, Expr items, int atOnce, Block body) implements Node {
    @Override
    public List<Block> blocks() {
      return List.of(body);
    }
  }

  /** Blocks at the same time. */
  record Fork(String id, Place place, List<Block> branches) implements Node {
    @Override
    public List<Block> blocks() {
      return branches;
    }
  }

  /** One block or the other. */
  record Choose(String id, Place place, Expr condition, Block then, Block otherwise)
      implements Node {
    @Override
    public List<Block> blocks() {
      return List.of(then, otherwise);
    }

    @Override
    public boolean completes() {
      return then.completes() || otherwise.completes();
    }
  }

  /** A block, and what to do if it fails. */
  record Attempt(String id, Place place, Block body, List<Recovery> recoveries) implements Node {
    @Override
    public List<Block> blocks() {
      return java.util.stream.Stream.concat(
              java.util.stream.Stream.of(body), recoveries.stream().map(Recovery::block))
          .toList();
    }

    @Override
    public boolean completes() {
      return blocks().stream().anyMatch(Block::completes);
    }
  }

  /** Tasks that wait for each other in any way. */
  record Graph(String id, Place place, List<Vertex> vertices, List<Region> regions, boolean strict)
      implements Node {
    /** Copies the lists. */
    public Graph {
      vertices = List.copyOf(vertices);
      regions = List.copyOf(regions);
    }

    @Override
    public List<Block> blocks() {
      return vertices.stream().flatMap(vertex -> vertex.blocks().stream()).toList();
    }
  }

  /** What to do about errors of these names. */
  record Recovery(List<String> errors, Block block) {}

  /** A pause. */
  record Pause(String id, Place place, Expr seconds) implements Node {}

  /** The end of the scope, with an error. */
  record Fail(String id, Place place, String error, Expr cause) implements Node {
    @Override
    public boolean completes() {
      return false;
    }
  }

  /** The good end of the scope. */
  record Succeed(String id, Place place) implements Node {
    @Override
    public boolean completes() {
      return false;
    }
  }
}
