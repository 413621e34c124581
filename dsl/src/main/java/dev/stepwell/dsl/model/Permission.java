package dev.stepwell.dsl.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something a caller must be allowed to do.
 *
 * @param actions IAM actions
 * @param resources ARN patterns; names of deployment are spelled <code>${Name}</code>
 * @param conditions what must hold, by condition key: the text, or a pattern with {@code *} and
 *     {@code ?}
 */
public record Permission(
    List<String> actions, List<String> resources, Map<String, String> conditions) {

  private static final String RULES =
      "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/";

  /** Copies the lists and the map, in order. */
  public Permission {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
  }

  /**
   * Actions on some resources.
   *
   * @param passedTo the service that a role is passed to; empty unless the action is iam:PassRole
   */
  public Permission(List<String> actions, List<String> resources, String passedTo) {
    this(
        actions,
        resources,
        passedTo.isEmpty() ? Map.of() : Map.of("iam:PassedToService", passedTo));
  }

  /** Actions on one resource pattern. */
  public static Permission on(String resource, String... actions) {
    return new Permission(List.of(actions), List.of(resource), "");
  }

  /** Other actions on the same resources, under the same conditions. */
  public Permission with(List<String> others) {
    return new Permission(others, resources, conditions);
  }

  /** These actions only where a condition key has this value, or one like it. */
  public Permission where(String key, String like) {
    Map<String, String> more = new LinkedHashMap<>(conditions);
    more.put(key, like);
    return new Permission(actions, resources, more);
  }

  /**
   * What {@code .sync} needs to hear the end of a job from EventBridge.
   *
   * @param rule the name of the rule that Step Functions manages in the account
   */
  public static Permission managedRule(String rule) {
    return on(RULES + rule, "events:PutTargets", "events:PutRule", "events:DescribeRule");
  }

  /** Handing a role over to a service. */
  public static Permission passRole(String role, String service) {
    return new Permission(List.of("iam:PassRole"), List.of(role), service);
  }
}
