package dev.stepwell.engine.expression;

import com.dashjoin.jsonata.JException;

/** A failure on its way through the library, which wraps every type but its own. */
final class Raised extends JException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never written
  private final JsonataFailure failure;

  Raised(JsonataFailure failure) {
    super(failure.sentence());
    this.failure = failure;
  }

  /** An error of the language. */
  static Raised coded(String code, String message) {
    return new Raised(JsonataFailure.coded(code, message));
  }

  /** An argument that the function does not take; arguments count from 1. */
  static Raised signature(int argument, String function) {
    return coded(
        "T0410",
        "Argument "
            + argument
            + " of function \""
            + function
            + "\" does not match function"
            + " signature");
  }

  JsonataFailure failure() {
    return failure;
  }
}
