package dev.stepwell.dsl.estimate;

/**
 * What is counted.
 *
 * <p>Events are those that Step Functions writes, as recorded on AWS and as the engine writes them:
 * a state is entered and exited; a task is scheduled, started, with {@code .sync} and {@code
 * .waitForTaskToken} also submitted, and succeeds; a Map or Parallel starts and succeeds, an
 * iteration too; a distributed Map has besides only the start and the end of its Map Run, as its
 * items are executions of their own.
 *
 * <p>Transitions are those that Standard bills: one a state, one a retry, one into the first state.
 */
enum Measure {
  EVENTS(2, 1, 2, 0),
  TRANSITIONS(1, 0, 1, 1);

  private final int state;
  private final int mark;
  private final int execution;
  private final int retry;

  Measure(int state, int mark, int execution, int retry) {
    this.state = state;
    this.mark = mark;
    this.execution = execution;
    this.retry = retry;
  }

  /** A state that is entered and exited. */
  int state() {
    return state;
  }

  /** A state that ends its graph with an error: it is never exited. */
  int failState() {
    return 1;
  }

  /** Anything else that is written down, such as that a task was scheduled. */
  int mark() {
    return mark;
  }

  /** The start and the end of an execution, and the way to its first state. */
  int execution() {
    return execution;
  }

  /** What another attempt takes besides what it does. */
  int retry() {
    return retry;
  }
}
