package dev.stepwell.engine;

import dev.stepwell.engine.expression.EvaluationException;
import org.jspecify.annotations.Nullable;

/** What it means for a state that an expression failed. */
final class EvaluationFailures {

  private EvaluationFailures() {}

  /** What a failed expression means; writes EvaluationFailed for JSONata. */
  static Failure failure(Frame frame, EvaluationException e) {
    String cause = where(frame) + e.cause();
    if (e.error().equals(Failure.RUNTIME)) {
      return Failure.fatal(cause);
    }
    if (e.error().equals(EvaluationException.QUERY)) {
      return query(frame, cause, e.location());
    }
    return Failure.of(e.error(), cause);
  }

  /** What it means that JSONata gave something of no use. */
  static Failure query(Frame frame, String cause) {
    return query(frame, where(frame) + cause, null);
  }

  private static Failure query(Frame frame, String cause, @Nullable String location) {
    Run run = frame.execution();
    boolean newer = run.engine().behaviour().evaluationFailedPointsAtEntered();
    frame.last(
        run.record(
            frame,
            EventType.EVALUATION_FAILED,
            newer ? frame.last() : frame.decision(),
            new EventDetails.Evaluation(
                EvaluationException.QUERY, cause, location, frame.node().name())));
    return Failure.of(EvaluationException.QUERY, cause);
  }

  /** The words before a cause that say where it happened. */
  static String where(Frame frame) {
    if (frame.execution().isolation() != null) {
      return "";
    }
    return "An error occurred while executing the state '"
        + frame.node().name()
        + "' (entered at the event id #"
        + frame.enteredId()
        + "). ";
  }
}
