package dev.stepwell.local.quality;

/**
 * How many rows a ruleset was put to, row by row.
 *
 * @param processed all rows
 * @param passed the rows that failed no rule
 */
public record RowTotals(long processed, long passed) {

  /** The rows that failed at least one rule. */
  public long failed() {
    return processed - passed;
  }
}
