package dev.stepwell.engine;

import dev.stepwell.engine.teststate.Mock;

/** A Task whose work is said to be done. */
final class MockedTaskNode extends TaskNode {

  private final Mock mock;

  MockedTaskNode(String name, Flow flow, Terms terms, Recovery recovery, Mock mock) {
    super(name, flow, terms, recovery);
    this.mock = mock;
  }

  @Override
  boolean isServed(Frame frame) {
    return true;
  }

  @Override
  void start(Frame frame, TaskAttempt attempt) {
    Mock.MockedFailure failure = mock.failure();
    if (failure != null) {
      attempt.fail(failure.error(), failure.cause());
    } else if (mock.result() != null) {
      attempt.succeed(mock.result());
    }
  }
}
