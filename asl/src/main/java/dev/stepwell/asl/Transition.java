package dev.stepwell.asl;

/** Where a state leads: to another state, or out of its graph. */
public sealed interface Transition {

  /**
   * To another state of the same graph.
   *
   * @param state its name
   */
  record Next(String state) implements Transition {}

  /** Out of the graph. */
  enum End implements Transition {
    /** The field {@code End}. */
    END
  }
}
