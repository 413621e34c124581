package dev.stepwell.dsl.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements one after the other, with what to do on failure and in any case.
 *
 * @param name unique in the workflow: the id of the statement it belongs to, or of the branch
 * @param nodes the statements
 * @param onFailure runs when a statement failed; null for none
 * @param always runs at the end in any case; null for none
 * @param result what the block gives; null for nothing
 */
public record Block(
    String name,
    List<Node> nodes,
    @Nullable Block onFailure,
    @Nullable Block always,
    @Nullable Expr result) {

  /** Copies the statements. */
  public Block {
    nodes = List.copyOf(nodes);
  }

  /** A block without statements. */
  public static Block empty(String name) {
    return new Block(name, List.of(), null, null, null);
  }

  /** Whether what follows the block can be reached through it. */
  public boolean completes() {
    return nodes.isEmpty() || nodes.get(nodes.size() - 1).completes();
  }
}
