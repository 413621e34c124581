package dev.stepwell.engine;

/** A state that can fail, be retried and be caught: Task, Parallel, Map. */
abstract class WorkNode extends Node {

  private final Recovery recovery;

  WorkNode(String name, EventType entered, EventType exited, Recovery recovery) {
    super(name, entered, exited);
    this.recovery = recovery;
  }

  /** Does the work, once. */
  abstract void attempt(Frame frame);

  /** Writes that the work has failed for good. */
  void giveUp(Frame frame) {}

  @Override
  final void run(Frame frame) {
    attempt(frame);
  }

  /** Retries or catches; says whether the frame goes on. */
  final boolean recover(Frame frame, Failure failure) {
    return recovery.recover(this, frame, failure);
  }
}
