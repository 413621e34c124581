package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Place;
import dev.stepwell.dsl.model.Region;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tasks of one graph while it is recorded. */
final class GraphRecording {

  private final String id;
  private final Place place = Place.here();
  private final List<VertexDraft> vertices = new ArrayList<>();
  private final List<Region> regions = new ArrayList<>();
  private boolean strict;
  private final Map<VertexDraft, Flow> flows = new HashMap<>();
  private boolean closed;

  GraphRecording(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  void checkOpen(String what) {
    if (closed) {
      throw InvalidWorkflowException.here(
          what + " comes too late: graph '" + id + "' is closed; say it in the graph's block");
    }
  }

  void add(VertexDraft vertex, Flow open) {
    vertices.add(vertex);
    flows.put(vertex, open);
  }

  /** The open scope in which a task was recorded. */
  Flow scopeOf(VertexDraft vertex) {
    return Objects.requireNonNull(flows.get(vertex));
  }

  void add(Region region) {
    regions.add(region);
  }

  List<VertexDraft> vertices() {
    return vertices;
  }

  void strict() {
    strict = true;
  }

  Node.Graph close() {
    closed = true;
    return new Node.Graph(
        id, place, vertices.stream().map(VertexDraft::vertex).toList(), regions, strict);
  }
}
