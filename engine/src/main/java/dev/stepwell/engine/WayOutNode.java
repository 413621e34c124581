package dev.stepwell.engine;

/** Where a state that is tested alone would go on. */
final class WayOutNode extends Node {

  private final Trial trial;

  WayOutNode(String name, Trial trial) {
    super(name, EventType.SUCCEED_STATE_ENTERED, null);
    this.trial = trial;
  }

  @Override
  void run(Frame frame) {
    trial.goesTo(name());
    frame.exit(null, frame.input());
  }
}
