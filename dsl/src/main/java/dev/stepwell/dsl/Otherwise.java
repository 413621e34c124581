package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Node;
import java.util.function.Consumer;

/** A when that can still get its other half. */
public final class Otherwise {

  private final Flow flow;
  private final int index;

  Otherwise(Flow flow, int index) {
    this.flow = flow;
    this.index = index;
  }

  /** Runs the block if the condition did not hold; must directly follow the when. */
  public void otherwise(Consumer<Flow> block) {
    Node.Choose when = (Node.Choose) flow.at(index);
    flow.checkCurrent("the otherwise of '" + when.id() + "'");
    if (!flow.isLast(index) || !when.otherwise().nodes().isEmpty()) {
      throw InvalidWorkflowException.here(
          "the otherwise of '" + when.id() + "' must directly follow its when, and only once");
    }
    flow.replace(
        index,
        new Node.Choose(
            when.id(),
            when.place(),
            when.condition(),
            when.then(),
            flow.block(when.id() + ".else", block)));
  }
}
