package dev.stepwell.engine;

/** A Parallel or Map that can go on after its execution has ended. */
interface Redrivable {

  /**
   * Runs again what has not ended well; what has keeps its output. The frame of the state is alive
   * again.
   *
   * @param cause the event that what follows refers to
   */
  void redrive(int cause);
}
