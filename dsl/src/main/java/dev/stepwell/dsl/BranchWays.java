package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Vertex;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways of a branch while it is recorded: the first one whose condition holds is taken. */
public final class BranchWays {

  private final String branch;
  private final List<Vertex.Way> ways = new ArrayList<>();
  private @Nullable String otherwise;

  BranchWays(String branch) {
    this.branch = branch;
  }

  /** The way to take if the condition holds and no earlier one does. */
  public BranchWays when(String name, Bool condition) {
    claim(name);
    ways.add(new Vertex.Way(name, condition.expr()));
    return this;
  }

  /** The way to take if no condition holds; a branch has exactly one. */
  public BranchWays otherwise(String name) {
    claim(name);
    otherwise = name;
    return this;
  }

  private void claim(String name) {
    if (otherwise != null || ways.stream().anyMatch(way -> way.name().equals(name))) {
      throw InvalidWorkflowException.here(
          "way '"
              + name
              + "' of branch '"
              + branch
              + (otherwise == null
                  ? "' is there already; give it another name"
                  : "' follows otherwise, so it can never be taken; put it first"));
    }
  }

  List<String> names() {
    List<String> names = new ArrayList<>(ways.stream().map(Vertex.Way::name).toList());
    names.add(last());
    return names;
  }

  Vertex.Action.Choose action() {
    return new Vertex.Action.Choose(ways, last());
  }

  private String last() {
    String last = otherwise;
    if (last == null || ways.isEmpty()) {
      throw InvalidWorkflowException.here(
          "branch '"
              + branch
              + "' needs at least one when and an otherwise; an otherwise that no task is after"
              + " leads nowhere");
    }
    return last;
  }
}
