package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Vertex;
import java.util.List;

/** A way of a branch. A task after it is skipped when the branch has gone another way. */
public final class Way extends Upstream {

  private final VertexDraft branch;
  private final String name;

  Way(VertexDraft branch, String name) {
    this.branch = branch;
    this.name = name;
  }

  @Override
  GraphRecording recording() {
    return branch.recording();
  }

  @Override
  String what() {
    return "way '" + name + "' of '" + branch.id() + "'";
  }

  @Override
  List<Vertex.Edge> edges(String label) {
    return List.of(new Vertex.Edge(branch.id(), name, label.isEmpty() ? name : label));
  }
}
