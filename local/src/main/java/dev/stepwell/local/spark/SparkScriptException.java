package dev.stepwell.local.spark;

/** Ends a script; the message names the place and the remedy. */
final class SparkScriptException extends RuntimeException {

  private final String reason;

  SparkScriptException(String reason) {
    super(reason);
    this.reason = reason;
  }

  SparkScriptException(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
