package dev.stepwell.local.events;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.JsonObject;
import java.util.List;

/**
 * A rule of a bus: what matches the pattern goes to the targets. Immutable.
 *
 * @param name the rule's name
 * @param bus the bus's name; {@code default} is always there
 * @param pattern the event pattern
 * @param targets 1 to 5 targets, as on AWS
 */
public record RuleDefinition(
    String name, String bus, JsonObject pattern, List<TargetDefinition> targets) {

  private static final int MOST_TARGETS = 5;

  /** Checks the pattern and the number of targets. */
  public RuleDefinition {
    requireNonNull(name, "name");
    requireNonNull(bus, "bus");
    targets = List.copyOf(targets);
    if (targets.isEmpty() || targets.size() > MOST_TARGETS) {
      throw new IllegalArgumentException(
          "rule '" + name + "' must have 1 to 5 targets, not " + targets.size());
    }
    for (TargetDefinition target : targets) {
      if (target.arn().endsWith(".fifo") && target.messageGroupId() == null) {
        throw new IllegalArgumentException(
            "rule '" + name + "': the FIFO target " + target.arn() + " needs a MessageGroupId");
      }
    }
    try {
      EventPattern.of(pattern);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("rule '" + name + "': " + wrong.getMessage(), wrong);
    }
  }

  /** A rule of the default bus. */
  public static RuleDefinition of(String name, JsonObject pattern, TargetDefinition... targets) {
    return new RuleDefinition(name, EventBuses.DEFAULT, pattern, List.of(targets));
  }
}
