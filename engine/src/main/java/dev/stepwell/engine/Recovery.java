package dev.stepwell.engine;

import dev.stepwell.engine.expression.EvaluationException;
import java.util.List;

/** What a state does about its failures: Retry first, then Catch. Immutable once linked. */
class Recovery {

  private final List<RetryRule> retries;
  private final List<CatchRule> catches;

  Recovery(List<RetryRule> retries, List<CatchRule> catches) {
    this.retries = retries;
    this.catches = catches;
  }

  /** Retries or catches; says whether the frame goes on. */
  boolean recover(WorkNode node, Frame frame, Failure failure) {
    int retrier = retrierFor(failure);
    if (retrier >= 0 && frame.retries().by(retrier) < retries.get(retrier).maxAttempts()) {
      int retry = frame.retries().add(retrier, retries.size());
      long delay = delayMillis(retrier, retry, frame);
      long until = frame.execution().now() + delay;
      frame
          .execution()
          .records()
          .retrying(frame.number(), frame.last(), retrier, retries.size(), until, delay);
      frame.sleepUntil(until, delay, () -> frame.again(node));
      return true;
    }
    node.giveUp(frame);
    int catcher = catcherFor(failure);
    if (catcher >= 0) {
      take(catcher, node, frame, failure);
    }
    return catcher >= 0;
  }

  /** The first retrier that means the failure, or -1. */
  final int retrierFor(Failure failure) {
    for (int i = 0; i < retries.size(); i++) {
      if (retries.get(i).isFor(failure)) {
        return i;
      }
    }
    return -1;
  }

  final int maxAttempts(int retrier) {
    return retries.get(retrier).maxAttempts();
  }

  final long delayMillis(int retrier, int retry, Frame frame) {
    return retries.get(retrier).delayMillis(retry, frame.execution().engine().random());
  }

  /** The first catcher that means the failure, or -1. */
  final int catcherFor(Failure failure) {
    for (int i = 0; i < catches.size(); i++) {
      if (catches.get(i).isFor(failure)) {
        return i;
      }
    }
    return -1;
  }

  /** Leaves the state by a catcher. */
  final void take(int catcher, WorkNode node, Frame frame, Failure failure) {
    try {
      catches.get(catcher).take(frame, failure);
    } catch (EvaluationException e) {
      Failure second = frame.evaluationFailure(e);
      if (second.isFatal()) {
        frame.fail(second);
      } else {
        node.giveUp(frame);
        frame.end(second);
      }
    }
  }
}
