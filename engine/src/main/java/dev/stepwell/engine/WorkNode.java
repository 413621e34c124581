package dev.stepwell.engine;

import dev.stepwell.engine.expression.EvaluationException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A state that can fail, be retried and be caught: Task, Parallel, Map. */
abstract class WorkNode extends Node {

  private final List<RetryRule> retries;
  private final List<CatchRule> catches;

  WorkNode(
      String name,
      EventType entered,
      EventType exited,
      List<RetryRule> retries,
      List<CatchRule> catches) {
    super(name, entered, exited);
    this.retries = retries;
    this.catches = catches;
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
    RetryRule rule = nextRetry(frame, failure);
    if (rule != null) {
      int retry = frame.countRetry(retries.indexOf(rule), retries.size());
      long delay = rule.delayMillis(retry, frame.execution().engine().random());
      frame.sleepUntil(frame.execution().now() + delay, () -> frame.again(this));
      return true;
    }
    giveUp(frame);
    for (CatchRule each : catches) {
      if (each.isFor(failure)) {
        take(each, frame, failure);
        return true;
      }
    }
    return false;
  }

  private @Nullable RetryRule nextRetry(Frame frame, Failure failure) {
    for (int i = 0; i < retries.size(); i++) {
      RetryRule rule = retries.get(i);
      if (rule.isFor(failure)) {
        return frame.retriesBy(i) < rule.maxAttempts() ? rule : null;
      }
    }
    return null;
  }

  private void take(CatchRule rule, Frame frame, Failure failure) {
    try {
      rule.take(frame, failure);
    } catch (EvaluationException e) {
      Failure second = frame.evaluationFailure(e);
      if (second.isFatal()) {
        frame.fail(second);
      } else {
        giveUp(frame);
        frame.end(second);
      }
    }
  }
}
