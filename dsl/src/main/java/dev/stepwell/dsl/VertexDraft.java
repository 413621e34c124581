package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Place;
import dev.stepwell.dsl.model.Vertex;
import dev.stepwell.dsl.plan.References;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A task of a graph while the graph is recorded. */
final class VertexDraft {

  private final GraphRecording recording;
  private final String id;
  private final Place place;
  private final @Nullable String region;
  private final Vertex.Action action;
  private final List<Vertex.Edge> after = new ArrayList<>();
  private final List<String> skippedBy = new ArrayList<>();
  private TriggerRule rule;
  private boolean ruled;
  private Vertex.Role role = Vertex.Role.WORK;
  private @Nullable Block onFailure;
  private @Nullable Block onSuccess;
  private @Nullable Double seconds;

  VertexDraft(
      GraphRecording recording,
      String id,
      Place place,
      @Nullable String region,
      Vertex.Action action,
      TriggerRule rule) {
    this.recording = recording;
    this.id = id;
    this.place = place;
    this.region = region;
    this.action = action;
    this.rule = rule;
  }

  String id() {
    return id;
  }

  GraphRecording recording() {
    return recording;
  }

  /** The ids of all that it waits for: what it is after, and whose output it uses. */
  Set<String> waitsFor() {
    Vertex vertex = vertex();
    Set<String> ids = References.ids(vertex);
    vertex.after().forEach(edge -> ids.add(edge.from()));
    return ids;
  }

  void after(String label, Upstream... others) {
    recording.checkOpen("after of '" + id + "'");
    for (Upstream other : others) {
      if (other.recording() != recording) {
        throw InvalidWorkflowException.here(
            "'"
                + id
                + "' is after "
                + other.what()
                + " of another graph; put one graph after the other, or both into one");
      }
      for (Vertex.Edge edge : other.edges(label)) {
        if (edge.from().equals(id)) {
          throw InvalidWorkflowException.here("'" + id + "' is after itself; remove that");
        }
        after.add(edge);
      }
    }
  }

  void rule(TriggerRule other) {
    recording.checkOpen("rule of '" + id + "'");
    if (other == TriggerRule.ALL_DONE_SETUP_SUCCESS) {
      throw InvalidWorkflowException.here(
          "'"
              + id
              + "' has the rule all_done_setup_success, which is for teardowns; call teardown");
    }
    rule = other;
    ruled = true;
  }

  void role(Vertex.Role other) {
    recording.checkOpen("role of '" + id + "'");
    if (role != Vertex.Role.WORK) {
      throw InvalidWorkflowException.here("'" + id + "' is a setup or a teardown already");
    }
    role = other;
    if (other.isTeardown()) {
      if (ruled) {
        throw InvalidWorkflowException.here(
            "teardown '"
                + id
                + "' has a rule of its own; a teardown follows its setups, remove it");
      }
      rule = TriggerRule.ALL_DONE_SETUP_SUCCESS;
    } else if (!ruled) {
      rule = TriggerRule.ALL_SUCCESS;
    }
  }

  void skippedBy(ErrorName error) {
    recording.checkOpen("skipOn of '" + id + "'");
    skippedBy.add(error.name());
  }

  void expected(Duration time) {
    recording.checkOpen("expected of '" + id + "'");
    if (time.isNegative() || time.isZero()) {
      throw InvalidWorkflowException.here(
          "'" + id + "' is expected to take " + time + "; give a time above zero");
    }
    seconds = time.toMillis() / 1000.0;
  }

  void onFailure(Block block) {
    onFailure = block;
  }

  void onSuccess(Block block) {
    onSuccess = block;
  }

  Vertex vertex() {
    return new Vertex(
        id, place, rule, role, after, action, skippedBy, onFailure, onSuccess, seconds, region);
  }
}
