package dev.stepwell.engine;

import java.util.List;

/** A Parallel or Map that can go on after its execution has ended, or its process. */
interface Redrivable {

  /**
   * Runs again what has not ended well; what has keeps its output. The frame of the state is alive
   * again.
   *
   * @param cause the event that what follows refers to
   */
  void redrive(int cause);

  /**
   * Goes on in another process with what the records say of the inside.
   *
   * @param revivedBy the event by which the frame of the state was revived; 0 if it was not
   * @param waiting takes the frames inside that wait for something, and have yet to be told
   */
  void goOn(int revivedBy, List<Frame> waiting);
}
