package dev.stepwell.local.quality;

/** Ends a rule early: with {@code FAIL} where the data is to blame, {@code ERROR} where we are. */
final class RuleFailedException extends RuntimeException {

  private final Outcome outcome;

  private RuleFailedException(Outcome outcome, String message) {
    super(message);
    this.outcome = outcome;
  }

  static RuleFailedException failed(String message) {
    return new RuleFailedException(Outcome.FAIL, message);
  }

  static RuleFailedException notEvaluated(String message) {
    return new RuleFailedException(Outcome.ERROR, message);
  }

  /** Deequ's words for an aggregate that saw no value at all. */
  static RuleFailedException emptyState(String metric, String column) {
    return failed(
        "Empty state for analyzer %s(%s,None), all input values were NULL."
            .formatted(metric, column));
  }

  Outcome outcome() {
    return outcome;
  }

  Verdict verdict() {
    return Verdict.of(outcome, String.valueOf(getMessage()));
  }
}
