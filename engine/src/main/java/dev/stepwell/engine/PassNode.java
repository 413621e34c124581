package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import org.jspecify.annotations.Nullable;

/** Hands its input on. */
final class PassNode extends Node {

  private final Flow flow;
  private final @Nullable Json result;

  PassNode(String name, Flow flow, @Nullable Json result) {
    super(name, EventType.PASS_STATE_ENTERED, EventType.PASS_STATE_EXITED);
    this.flow = flow;
    this.result = result;
  }

  @Override
  void run(Frame frame) {
    Json effective = flow.effective(frame);
    frame.exit(next(), flow.leave(frame, result == null ? effective : result, null));
  }
}
