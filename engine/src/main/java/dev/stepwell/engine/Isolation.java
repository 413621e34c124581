package dev.stepwell.engine;

import dev.stepwell.asl.json.JsonObject;

/** What is different for a state that runs alone, without the machine it belongs to. */
interface Isolation {

  /** The frame is about to enter the state. */
  void begins(Frame frame);

  /**
   * The Context Object to show.
   *
   * @param usual what an execution would show
   */
  JsonObject context(JsonObject usual);
}
