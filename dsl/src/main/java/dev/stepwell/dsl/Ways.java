package dev.stepwell.dsl;

import java.util.List;

/** The ways of a branch: exactly one is taken. */
public final class Ways {

  private final VertexDraft branch;
  private final List<String> names;

  Ways(VertexDraft branch, List<String> names) {
    this.branch = branch;
    this.names = List.copyOf(names);
  }

  /** The way of this name. */
  public Way way(String name) {
    if (!names.contains(name)) {
      throw InvalidWorkflowException.here(
          "branch '" + branch.id() + "' has no way '" + name + "'; it has " + names);
    }
    return new Way(branch, name);
  }

  /** The way on which the condition holds, of a branch with one condition. */
  public Way yes() {
    return way(Graph.YES);
  }

  /** The way on which it does not hold. */
  public Way no() {
    return way(Graph.NO);
  }
}
