package dev.stepwell.engine.expression;

/** A plain expression met a value that needs the whole language. */
final class NotPlainException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotPlainException() {
    super(null, null, false, false);
  }
}
