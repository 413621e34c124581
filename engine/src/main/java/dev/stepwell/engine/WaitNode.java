package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.expression.Scope;
import java.util.function.ToLongBiFunction;

/** Lets time pass. */
final class WaitNode extends Node {

  private static final long LONGEST_MILLIS = Integer.MAX_VALUE * 1000L;

  private final Flow flow;
  private final ToLongBiFunction<Scope, Long> until;

  /**
   * A wait.
   *
   * @param until the moment in milliseconds since 1970, given the present one
   */
  WaitNode(String name, Flow flow, ToLongBiFunction<Scope, Long> until) {
    super(name, EventType.WAIT_STATE_ENTERED, EventType.WAIT_STATE_EXITED);
    this.flow = flow;
    this.until = until;
  }

  @Override
  void run(Frame frame) {
    Json effective = flow.effective(frame);
    frame.decide();
    long now = frame.execution().now();
    long moment = until.applyAsLong(frame.scope().withInput(effective), now);
    if (moment - now > LONGEST_MILLIS) {
      frame.failFatally("Wait state delay is too long.");
    } else if (moment <= now) {
      leave(frame, effective);
    } else {
      frame.sleepUntil(moment, () -> leave(frame, effective));
    }
  }

  private void leave(Frame frame, Json effective) {
    frame.exit(next(), flow.leave(frame, effective, null));
  }

  @Override
  EventType aborted() {
    return EventType.WAIT_STATE_ABORTED;
  }
}
