package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;

/** A state that runs graphs inside: Parallel and Map. */
abstract class NestingNode extends WorkNode {

  private final Flow flow;
  private final EventType wellDone;
  private final EventType givenUp;

  NestingNode(
      String name,
      EventType entered,
      EventType exited,
      EventType wellDone,
      EventType givenUp,
      Flow flow,
      Recovery recovery) {
    super(name, entered, exited, recovery);
    this.flow = flow;
    this.wellDone = wellDone;
    this.givenUp = givenUp;
  }

  /** What the graphs inside get, or the items are taken from. */
  final Json effective(Frame frame) {
    return flow.effective(frame);
  }

  @Override
  final void giveUp(Frame frame) {
    frame.record(givenUp, null);
  }

  /** All that ran inside has ended well; the last of it with the given event. */
  final void succeeded(Frame frame, Json effective, JsonArray result, int lastEvent) {
    frame.last(lastEvent);
    frame.decide();
    frame.record(wellDone, null);
    Json output = flow.leave(frame, effective, result);
    frame.last(lastEvent);
    frame.exit(next(), output);
  }

  /** Something inside has failed with the given event: the rest of it is cut off. */
  final void failed(Frame frame, Frame inside, Suspension rest, int cause, Failure failure) {
    if (inside.node() instanceof TaskNode && inside.isScheduled()) {
      frame.execution().record(null, EventType.TASK_STATE_ABORTED, cause, null);
    }
    rest.abortInside(cause);
    frame.last(cause);
    frame.decide();
    frame.fail(failure);
  }
}
