package dev.stepwell.engine;

/** Ends its graph well. */
final class SucceedNode extends Node {

  private final Flow flow;

  SucceedNode(String name, Flow flow) {
    super(name, EventType.SUCCEED_STATE_ENTERED, EventType.SUCCEED_STATE_EXITED);
    this.flow = flow;
  }

  @Override
  void run(Frame frame) {
    frame.exit(null, flow.leave(frame, flow.effective(frame), null));
  }
}
