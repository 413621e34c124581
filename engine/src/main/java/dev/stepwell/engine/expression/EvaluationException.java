package dev.stepwell.engine.expression;

import org.jspecify.annotations.Nullable;

/** An expression failed, found nothing, or found a value of the wrong type. */
public final class EvaluationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The error of JSONPath states; no Catch sees it. */
  public static final String RUNTIME = "States.Runtime";

  /** The error of JSONata states; can be caught and retried. */
  public static final String QUERY = "States.QueryEvaluationError";

  private final String error;
  private final String text;
  private final @Nullable String location;

  private EvaluationException(String error, String text, @Nullable String location) {
    super(error + ": " + text, null, false, false);
    this.error = error;
    this.text = text;
    this.location = location;
  }

  static EvaluationException runtime(String cause) {
    return new EvaluationException(RUNTIME, cause, null);
  }

  static EvaluationException query(String cause, @Nullable String location) {
    return new EvaluationException(QUERY, cause, location);
  }

  /** The error's name: {@code States.Runtime} or {@code States.QueryEvaluationError}. */
  public String error() {
    return error;
  }

  /** AWS's text, without the sentence that names the state. */
  public String cause() {
    return text;
  }

  /** The field that failed, such as {@code Output/a/b[0]}; null for JSONPath. */
  public @Nullable String location() {
    return location;
  }
}
