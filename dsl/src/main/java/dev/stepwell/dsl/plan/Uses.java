package dev.stepwell.dsl.plan;

import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Vertex;
import java.util.ArrayList;
import java.util.List;

/** Collects the expressions in statements, blocks inside included. */
final class Uses {

  private final List<Expr> found = new ArrayList<>();

  private Uses() {}

  /** The expressions of a vertex and of all that it runs. */
  static List<Expr> of(Vertex vertex) {
    Uses uses = new Uses();
    uses.found.addAll(vertex.uses());
    vertex.blocks().forEach(uses::block);
    return uses.found;
  }

  private void block(Block block) {
    block.nodes().forEach(this::node);
    for (Block handler : new Block[] {block.onFailure(), block.always()}) {
      if (handler != null) {
        block(handler);
      }
    }
    if (block.result() != null) {
      found.add(block.result());
    }
  }

  private void node(Node node) {
    if (node instanceof Node.Step step) {
      found.addAll(step.work().uses());
    } else if (node instanceof Node.Each each) {
      found.add(each.items());
    } else if (node instanceof Node.Choose choose) {
      found.add(choose.condition());
    } else if (node instanceof Node.Fail fail) {
      found.add(fail.cause());
    } else if (node instanceof Node.Graph graph) {
      graph.vertices().forEach(vertex -> found.addAll(vertex.uses()));
      graph.regions().stream().filter(r -> r.items() != null).forEach(r -> found.add(r.items()));
    }
    node.blocks().forEach(this::block);
  }
}
