package dev.stepwell.cli.output;

/**
 * Something that the person at the keyboard can put right. The message says what is wrong, where,
 * by which rule, and what to do; it is printed as it stands, without a stack trace.
 */
public final class UserException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private UserException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The command as it was typed cannot be done: exit code 2. */
  public static UserException usage(String message) {
    return new UserException(ExitCode.USAGE, message);
  }

  /** The command is right, but what it needs is not there or refuses: exit code 1. */
  public static UserException failure(String message) {
    return new UserException(ExitCode.FAILED, message);
  }

  /** What the process ends with. */
  public int exitCode() {
    return exitCode;
  }
}
