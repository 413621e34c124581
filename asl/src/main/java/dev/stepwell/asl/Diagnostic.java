package dev.stepwell.asl;

import org.jspecify.annotations.Nullable;

/**
 * One finding of the validator.
 *
 * @param severity whether the definition is refused for it
 * @param code AWS's diagnostic code, such as {@code SCHEMA_VALIDATION_FAILED}
 * @param message what is wrong, in AWS's words where they are known
 * @param pointer where, as AWS points: {@code /States/Copy/Retry[0]/MaxAttempts}; null for the
 *     whole definition
 * @param remedy what to do about it; empty where the message says it
 */
public record Diagnostic(
    Severity severity, String code, String message, @Nullable String pointer, String remedy) {

  /** How bad it is. */
  public enum Severity {
    /** The definition is refused. */
    ERROR,
    /** The definition is accepted; a reader should look. */
    WARNING
  }

  @Override
  public String toString() {
    return code
        + ": "
        + message
        + (pointer == null ? "" : " at " + pointer)
        + (remedy.isEmpty() ? "" : " (" + remedy + ")");
  }
}
