package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.expression.Scope;
import java.util.function.ToLongBiFunction;

/** Lets time pass. */
final class WaitNode extends Node {

  private static final long LONGEST_MILLIS = Integer.MAX_VALUE * 1000L;

  private final Flow flow;
  private final ToLongBiFunction<Scope, Long> until;
  private final boolean relative;

  /**
   * A wait.
   *
   * @param until the moment in milliseconds since 1970, given the present one
   * @param relative whether a time from now on is meant, and not a moment
   */
  WaitNode(String name, Flow flow, ToLongBiFunction<Scope, Long> until, boolean relative) {
    super(name, EventType.WAIT_STATE_ENTERED, EventType.WAIT_STATE_EXITED);
    this.flow = flow;
    this.until = until;
    this.relative = relative;
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
      long longest = relative ? moment - now : Timers.UNLIMITED;
      frame.execution().records().waiting(frame.number(), moment, longest, effective);
      goOn(frame, moment, longest, effective);
    }
  }

  /** Waits until a moment that is known already. */
  void goOn(Frame frame, long moment, long longest, Json effective) {
    frame.sleepUntil(moment, longest, () -> leave(frame, effective));
  }

  private void leave(Frame frame, Json effective) {
    frame.exit(next(), flow.leave(frame, effective, null));
  }

  @Override
  EventType aborted() {
    return EventType.WAIT_STATE_ABORTED;
  }
}
