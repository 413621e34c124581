package dev.stepwell.lambdas.firehose;

/** How late a flight is, by the US Department of Transportation's line of 15 minutes. */
enum DelayClass {
  /** Before the schedule. */
  EARLY("early"),
  /** 0 to 14 minutes. */
  ON_TIME("on-time"),
  /** 15 to 59 minutes. */
  LATE("late"),
  /** An hour and more. */
  VERY_LATE("very-late");

  private final String label;

  DelayClass(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  static DelayClass of(int minutes) {
    if (minutes < 0) {
      return EARLY;
    }
    if (minutes < 15) {
      return ON_TIME;
    }
    return minutes < 60 ? LATE : VERY_LATE;
  }
}
