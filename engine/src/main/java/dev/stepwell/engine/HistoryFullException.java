package dev.stepwell.engine;

/** An execution has as many events as it may have. */
final class HistoryFullException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** How many events a Standard execution may have, the last one included. */
  static final int MOST_EVENTS = 25_000;

  static final String CAUSE =
      "The execution reached the maximum number of history events (" + MOST_EVENTS + ").";

  HistoryFullException() {
    super(CAUSE, null, false, false);
  }
}
