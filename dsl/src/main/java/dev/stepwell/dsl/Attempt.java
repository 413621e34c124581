package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** An attempt that still needs to know how it recovers; the first recovery that matches runs. */
public final class Attempt {

  private final Flow flow;
  private final int index;

  Attempt(Flow flow, int index) {
    this.flow = flow;
    this.index = index;
  }

  /** Runs the block when the attempt failed in any other way; the flow then goes on. */
  public void recover(BiConsumer<Flow, Failure> block) {
    add(ErrorName.ALL, block);
  }

  /** Runs the block when the attempt failed with this error; the flow then goes on. */
  public Attempt recoverFrom(ErrorName error, BiConsumer<Flow, Failure> block) {
    add(error, block);
    return this;
  }

  private void add(ErrorName error, BiConsumer<Flow, Failure> body) {
    flow.recorder().finish();
    Node.Attempt attempt = (Node.Attempt) flow.at(index);
    String what = "the recovery of '" + attempt.id() + "'";
    flow.checkCurrent(what);
    List<Node.Recovery> recoveries = new ArrayList<>(attempt.recoveries());
    boolean late =
        recoveries.stream()
            .anyMatch(
                earlier ->
                    earlier.errors().contains(error.name())
                        || earlier.errors().contains(ErrorName.ALL.name()));
    if (late || !flow.isLast(index)) {
      throw InvalidWorkflowException.here(
          what
              + " from "
              + error.name()
              + (late
                  ? " can never run, because an earlier one takes that error; put it first"
                  : " must directly follow the attempt"));
    }
    Scope inside = flow.scope().block(what);
    String number = recoveries.isEmpty() ? "" : "-" + (recoveries.size() + 1);
    Block block = flow.failureBlock(attempt.id() + ".recover" + number, attempt.id(), inside, body);
    recoveries.add(new Node.Recovery(List.of(error.name()), block));
    flow.replace(
        index, new Node.Attempt(attempt.id(), attempt.place(), attempt.body(), recoveries));
  }
}
