package dev.stepwell.engine.conformance;

/** Resources whose ARN the recorder wrote over, and what stands for them here. */
final class Placeholders {

  private static final String ACTIVITY = "activity_arn";

  private Placeholders() {}

  /** The definition with resources that have the shape of ARNs. */
  static String inDefinition(String definition) {
    return definition.replace('"' + ACTIVITY + '"', '"' + activity(ACTIVITY) + '"');
  }

  /** The ARN of an activity. */
  static String activity(String recorded) {
    return recorded.startsWith("arn:")
        ? recorded
        : "arn:aws:states:us-east-1:111111111111:activity:" + recorded;
  }

  /** Text of a history with the recorder's names put back. */
  static String inHistory(String text) {
    return text.replace(activity(ACTIVITY), ACTIVITY);
  }
}
