package dev.stepwell.aws.cloud;

/**
 * Something on AWS that starts a machine.
 *
 * @param kind what it is
 * @param group the schedule's group, or the rule's bus
 * @param name unique in the group
 * @param when the schedule's expression, or the rule's event pattern
 * @param zone of the expression; empty for rules
 * @param enabled whether it starts anything
 */
public record CloudTrigger(
    Kind kind, String group, String name, String when, String zone, boolean enabled) {

  /** The services that start machines. */
  public enum Kind {
    /** A schedule of EventBridge Scheduler. */
    SCHEDULE,
    /** A rule of EventBridge. */
    RULE
  }
}
