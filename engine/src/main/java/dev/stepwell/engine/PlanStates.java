package dev.stepwell.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All states of a definition, those inside Parallels and Maps included. Names are unique in a
 * definition, so the order of the names is one that every release finds again: records of
 * executions refer to states by it.
 */
final class PlanStates {

  private final List<Node> nodes = new ArrayList<>();

  void add(Node node) {
    nodes.add(node);
  }

  /** Gives every state its index, once all are there. */
  void number() {
    nodes.sort(Comparator.comparing(Node::name));
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).index(i);
    }
  }

  /** The state of an index. */
  Node at(int index) {
    return nodes.get(index);
  }
}
