package dev.stepwell.engine;

/** The two kinds of state machine. */
public enum WorkflowType {
  /** Up to a year, 25,000 events, each step exactly once. */
  STANDARD,
  /** Up to five minutes, any number of events, no callbacks. */
  EXPRESS
}
