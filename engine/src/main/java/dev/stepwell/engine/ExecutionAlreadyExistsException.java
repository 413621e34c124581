package dev.stepwell.engine;

/** An execution of the same name has another input, or has ended. */
public final class ExecutionAlreadyExistsException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  ExecutionAlreadyExistsException(String arn) {
    super("Execution Already Exists: '" + arn + "'");
  }
}
