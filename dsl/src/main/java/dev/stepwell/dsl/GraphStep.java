package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Block;
import dev.stepwell.dsl.model.Vertex;
import java.time.Duration;
import java.util.List;

/**
 * A task's place in a graph. What it says of itself can be added until the graph is closed. Using
 * its output in another task makes that task wait for it.
 *
 * @param <O> what it gives
 */
public final class GraphStep<O> extends Upstream {

  private final VertexDraft draft;
  private final O output;

  GraphStep(VertexDraft draft, O output) {
    this.draft = draft;
    this.output = output;
  }

  /** The name the author gave. */
  public String id() {
    return draft.id();
  }

  /**
   * What the task gives. Where the rule of the task that uses it lets it run though this one has
   * not, it is absent: ask {@code isPresent} or say {@code orElse} there.
   */
  public O output() {
    return output;
  }

  /** Lets it wait for others. */
  public GraphStep<O> after(Upstream... others) {
    draft.after("", others);
    return this;
  }

  /** Lets it wait for others, with a note on the edge that the drawn graph shows. */
  public GraphStep<O> after(String label, Upstream... others) {
    draft.after(label, others);
    return this;
  }

  /** With this trigger rule; default {@code all_success}. */
  public GraphStep<O> rule(TriggerRule rule) {
    draft.rule(rule);
    return this;
  }

  /**
   * Makes what the tasks behind it need; they run only if it has succeeded, whatever their rule.
   */
  public GraphStep<O> setup() {
    draft.role(Vertex.Role.SETUP);
    return this;
  }

  /**
   * Removes what setups have made: runs when everything before it has ended, if one of the setups
   * succeeded. Its failure does not fail the graph.
   */
  public GraphStep<O> teardown(GraphStep<?>... setups) {
    return teardown(Vertex.Role.TEARDOWN, setups);
  }

  /** The same, but its failure fails the graph: {@code on_failure_fail_dagrun}. */
  public GraphStep<O> decidingTeardown(GraphStep<?>... setups) {
    return teardown(Vertex.Role.DECIDING_TEARDOWN, setups);
  }

  private GraphStep<O> teardown(Vertex.Role role, GraphStep<?>... setups) {
    draft.role(role);
    draft.after("", setups);
    for (GraphStep<?> setup : setups) {
      if (setup.draft.vertex().role() == Vertex.Role.WORK) {
        setup.setup();
      }
    }
    return this;
  }

  /** Is skipped, not failed, when it fails with this error. */
  public GraphStep<O> skipOn(ErrorName error) {
    draft.skippedBy(error);
    return this;
  }

  /** Takes about so long; where waiting must be added, it is added where it costs least. */
  public GraphStep<O> expected(Duration time) {
    draft.expected(time);
    return this;
  }

  /** Runs a task when this one has failed, after its retries; it does not matter if it works. */
  public GraphStep<O> onFailure(java.util.function.Function<Failure, Task<?>> callback) {
    draft.recording().checkOpen("onFailure of '" + id() + "'");
    draft.onFailure(Graph.callback(draft, "on-failure", callback.apply(Graph.failure(draft))));
    return this;
  }

  /** Runs a task when this one has succeeded; it does not matter if it works. */
  public GraphStep<O> onSuccess(Task<?> callback) {
    draft.recording().checkOpen("onSuccess of '" + id() + "'");
    Block block = Graph.callback(draft, "on-success", callback);
    draft.onSuccess(block);
    return this;
  }

  @Override
  GraphRecording recording() {
    return draft.recording();
  }

  @Override
  String what() {
    return "'" + id() + "'";
  }

  @Override
  List<Vertex.Edge> edges(String label) {
    return List.of(new Vertex.Edge(id(), null, label));
  }
}
