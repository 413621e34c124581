package dev.stepwell.engine.teststate;

/** How much a test of a state tells. */
public enum InspectionLevel {
  /** Status, output, error and next state. */
  INFO,
  /** What the state's data looked like on its way, too. */
  DEBUG,
  /** The same, and the traffic of HTTP tasks. */
  TRACE
}
