package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Place;
import dev.stepwell.dsl.model.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The blocks of a parallel, while they are recorded. */
public final class Branches {

  private final Flow flow;
  private final String id;
  private final Place place = Place.here();
  private final Scope ended;
  private final List<Block> blocks = new ArrayList<>();
  private boolean closed;

  Branches(Flow flow, String id) {
    this.flow = flow;
    this.id = id;
    this.ended = flow.scope().block("the end of '" + id + "'");
  }

  /** Adds a block. */
  public void branch(String name, Consumer<Flow> body) {
    check(name);
    blocks.add(flow.block(name, body));
  }

  /** Adds a block that gives a value; it can be used after the parallel. */
  public <V extends Value<?>> V collect(String name, Function<Flow, V> body) {
    check(name);
    Scope inside = flow.scope().block("the block of '" + name + "'");
    Flow.Yield<V> made = flow.blockWithValue(name, inside, body);
    blocks.add(made.block());
    return Values.carried(made.value(), new Expr.Carried(ended, name, List.of()));
  }

  Node.Fork node() {
    closed = true;
    if (blocks.isEmpty()) {
      throw InvalidWorkflowException.at(
          place, "parallel '" + id + "' has no branch; add at least one");
    }
    flow.scope().adopt(ended);
    return new Node.Fork(id, place, List.copyOf(blocks));
  }

  private void check(String name) {
    flow.checkCurrent("branch '" + name + "'");
    if (closed) {
      throw InvalidWorkflowException.here(
          "branch '" + name + "' is added to '" + id + "', which is closed; add it in its block");
    }
    flow.recorder().claim(name);
  }
}
