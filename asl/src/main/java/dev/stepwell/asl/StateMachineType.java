package dev.stepwell.asl;

/** How executions of a state machine are run. */
public enum StateMachineType {
  /** Up to a year, exactly once, with a history. */
  STANDARD,
  /** Up to five minutes, at least once, without jobs and callbacks. */
  EXPRESS
}
