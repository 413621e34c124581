package dev.stepwell.engine;

import java.util.List;

/** What would be done about the failure of a state that is tested alone; a retry is not made. */
final class TrialRecovery extends Recovery {

  private final Trial trial;

  TrialRecovery(List<RetryRule> retries, List<CatchRule> catches, Trial trial) {
    super(retries, catches);
    this.trial = trial;
  }

  @Override
  boolean recover(WorkNode node, Frame frame, Failure failure) {
    int retrier = retrierFor(failure);
    if (retrier >= 0) {
      trial.inspection().notesError("retryIndex", retrier);
      int retries = trial.request().configuration().retrierRetryCount();
      if (retries < maxAttempts(retrier)) {
        trial.retries();
        trial
            .inspection()
            .notesError(
                "retryBackoffIntervalSeconds", delayMillis(retrier, retries + 1, frame) / 1000);
        return false;
      }
    }
    int catcher = catcherFor(failure);
    if (catcher >= 0) {
      trial.inspection().notesError("catchIndex", catcher);
      trial.catches(failure);
      take(catcher, node, frame, failure);
    }
    return catcher >= 0;
  }
}
