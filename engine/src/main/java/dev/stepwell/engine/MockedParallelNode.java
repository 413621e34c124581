package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.teststate.Mock;

/** A Parallel whose branches are said to have ended. */
final class MockedParallelNode extends WorkNode {

  private final Flow flow;
  private final Mock mock;

  MockedParallelNode(String name, Flow flow, Recovery recovery, Mock mock) {
    super(name, EventType.PARALLEL_STATE_ENTERED, EventType.PARALLEL_STATE_EXITED, recovery);
    this.flow = flow;
    this.mock = mock;
  }

  @Override
  void attempt(Frame frame) {
    Json effective = flow.effective(frame);
    if (mock.failure() != null) {
      frame.fail(Failure.reported(mock.failure().error(), mock.failure().cause()));
    } else {
      frame.exit(next(), flow.leave(frame, effective, mock.result()));
    }
  }
}
