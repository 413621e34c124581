package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import org.jspecify.annotations.Nullable;

/** How data gets into a state and out of it. Compiled once, thread-safe. */
interface Flow {

  /** What the state works on: its input after {@code InputPath} and {@code Parameters} or such. */
  Json effective(Frame frame);

  /**
   * The state's output; what the state assigns is left in the frame.
   *
   * @param effective what the state worked on
   * @param result what the work gave; null for states that do no work
   */
  Json leave(Frame frame, Json effective, @Nullable Json result);
}
