package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import java.util.List;

/** Runs several graphs at once. */
final class ParallelNode extends NestingNode {

  private final List<Node> branches;

  ParallelNode(String name, Flow flow, List<Node> branches, Recovery recovery) {
    super(
        name,
        EventType.PARALLEL_STATE_ENTERED,
        EventType.PARALLEL_STATE_EXITED,
        EventType.PARALLEL_STATE_SUCCEEDED,
        EventType.PARALLEL_STATE_FAILED,
        flow,
        recovery);
    this.branches = branches;
  }

  @Override
  EventType aborted() {
    return EventType.PARALLEL_STATE_ABORTED;
  }

  @Override
  void attempt(Frame frame) {
    Json effective = effective(frame);
    int started = frame.record(EventType.PARALLEL_STATE_STARTED, null);
    frame.decide();
    frame.scheduled();
    frame.execution().records().branches(frame.number(), effective);
    ParallelAttempt attempt = new ParallelAttempt(frame, this, branches, effective, started);
    frame.suspend(attempt);
    attempt.start();
  }

  /** A Parallel at work in another process, as its records begin. */
  ParallelAttempt restore(Frame frame, Json effective) {
    return new ParallelAttempt(frame, this, branches, effective, frame.last());
  }
}
