package dev.stepwell.local.crash;

/**
 * A line of the outside account.
 *
 * @param kind what happened
 * @param what to which step, see {@link Step}, or to which execution
 * @param token the task's token, if a task is spoken of
 */
record Entry(Kind kind, String what, String token) {

  enum Kind {
    /** Whoever asked for an execution to be started has been told that it was. */
    ACKNOWLEDGED,
    /** An execution that was acknowledged is not there. */
    MISSING,
    /** An execution has ended, and the engine says so. */
    ENDED,
    /** A handler was given a task to start. */
    GIVEN,
    /** A handler was given a task to go on with. */
    RESUMED,
    /** Work has begun that must be done once for a token. */
    BEGIN,
    /** Work is done; the engine is about to be told. */
    END,
    /** The engine has a step's answer on stable storage. */
    HEARD,
    /** The engine did not take the answer to a task that waits for its token. */
    REFUSED
  }

  static Entry parse(String line) {
    String[] parts = line.split("\t", -1);
    return new Entry(Kind.valueOf(parts[0]), parts[1], parts[2]);
  }

  String line() {
    return kind + "\t" + what + "\t" + token;
  }
}
