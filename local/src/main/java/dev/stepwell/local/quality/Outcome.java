package dev.stepwell.local.quality;

/** How a rule ended, in the words of Glue's API. */
public enum Outcome {
  /** The data satisfies the rule. */
  PASS,
  /** The data does not satisfy it, or the rule asks for a column that is not there. */
  FAIL,
  /** The rule could not be evaluated. */
  ERROR
}
