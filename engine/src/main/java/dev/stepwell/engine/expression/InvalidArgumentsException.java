package dev.stepwell.engine.expression;

/** An intrinsic function does not take these arguments. */
final class InvalidArgumentsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidArgumentsException(String rule) {
    super(rule, null, false, false);
  }
}
