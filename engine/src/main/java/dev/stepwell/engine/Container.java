package dev.stepwell.engine;

/** A Parallel or Map at work, as the graphs inside see it. */
interface Container extends Suspension {

  /** The frame of the Parallel or Map itself. */
  Frame owner();

  /** A graph inside has ended well; its output is the frame's input. */
  void succeeded(Frame inside);

  /** A graph inside has failed; the frame's last event is to blame. */
  void failed(Frame inside, Failure failure);
}
