package dev.stepwell.engine;

/** What a frame waits for. */
interface Suspension {

  /** Stops waiting, silently. */
  void cancel();

  /**
   * Writes that what runs inside is cut off.
   *
   * @param cause the event that is to blame
   */
  default void abortInside(int cause) {}
}
