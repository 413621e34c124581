package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Vertex;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tasks of a graph that are waited for together: a task group or a mapped group. */
public final class Group extends Upstream {

  private final GraphRecording recording;
  private final String id;
  private final List<VertexDraft> members;

  Group(GraphRecording recording, String id, List<VertexDraft> members) {
    this.recording = recording;
    this.id = id;
    this.members = List.copyOf(members);
  }

  /** The name the author gave. */
  public String id() {
    return id;
  }

  /** Lets its first tasks wait for others. */
  public Group after(Upstream... others) {
    return after("", others);
  }

  /** Lets its first tasks wait for others, with a note on the edges. */
  public Group after(String label, Upstream... others) {
    Set<String> ids = ids();
    for (VertexDraft member : members) {
      if (member.waitsFor().stream().noneMatch(ids::contains)) {
        member.after(label, others);
      }
    }
    return this;
  }

  private Set<String> ids() {
    return members.stream().map(VertexDraft::id).collect(Collectors.toSet());
  }

  @Override
  GraphRecording recording() {
    return recording;
  }

  @Override
  String what() {
    return "group '" + id + "'";
  }

  /** Its last tasks: those that no other member is after; teardowns are not waited for. */
  @Override
  List<Vertex.Edge> edges(String label) {
    Set<String> followed =
        members.stream()
            .filter(member -> !member.vertex().role().isTeardown())
            .flatMap(member -> member.waitsFor().stream())
            .collect(Collectors.toSet());
    return members.stream()
        .filter(member -> !member.vertex().role().isTeardown())
        .map(VertexDraft::id)
        .filter(member -> !followed.contains(member))
        .map(member -> new Vertex.Edge(member, null, label))
        .toList();
  }
}
