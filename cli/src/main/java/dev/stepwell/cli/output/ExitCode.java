package dev.stepwell.cli.output;

/** How the command ends, for scripts. */
public final class ExitCode {

  /** Everything that was asked for was done. */
  public static final int OK = 0;

  /** A run failed, or something that was to be checked is not as it should be. */
  public static final int FAILED = 1;

  /** The command line asks for something that does not exist or makes no sense. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
