package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import java.util.List;

/** Runs several graphs at once. */
final class ParallelNode extends WorkNode {

  private final Flow flow;
  private final List<Node> branches;

  ParallelNode(String name, Flow flow, List<Node> branches, Recovery recovery) {
    super(name, EventType.PARALLEL_STATE_ENTERED, EventType.PARALLEL_STATE_EXITED, recovery);
    this.flow = flow;
    this.branches = branches;
  }

  @Override
  EventType aborted() {
    return EventType.PARALLEL_STATE_ABORTED;
  }

  @Override
  void attempt(Frame frame) {
    Json effective = flow.effective(frame);
    int started = frame.record(EventType.PARALLEL_STATE_STARTED, null);
    frame.decide();
    frame.scheduled();
    frame.suspend(new ParallelAttempt(frame, this, branches, effective, started));
  }

  @Override
  void giveUp(Frame frame) {
    frame.record(EventType.PARALLEL_STATE_FAILED, null);
  }

  /** All branches have ended well; the last of them with the given event. */
  void succeeded(Frame frame, Json effective, JsonArray result, int lastEvent) {
    frame.last(lastEvent);
    frame.decide();
    frame.record(EventType.PARALLEL_STATE_SUCCEEDED, null);
    Json output = flow.leave(frame, effective, result);
    frame.last(lastEvent);
    frame.exit(next(), output);
  }
}
