package dev.stepwell.dsl;

/** Which partition of a waiting workflow an updated partition belongs to. */
public enum AssetPartitions {
  /** The one with the same key. */
  SAME,
  /** The day of a key that is a date or a date and time. */
  START_OF_DAY,
  /** The Monday of its week. */
  START_OF_WEEK,
  /** The first day of its month. */
  START_OF_MONTH
}
