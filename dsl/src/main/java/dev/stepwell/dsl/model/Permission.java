package dev.stepwell.dsl.model;

import java.util.List;

/**
 * Something a caller must be allowed to do.
 *
 * @param actions IAM actions
 * @param resources ARN patterns; names of deployment are spelled <code>${Name}</code>
 * @param passedTo the service that a role is passed to; empty unless the action is iam:PassRole
 */
public record Permission(List<String> actions, List<String> resources, String passedTo) {

  /** Copies the lists. */
  public Permission {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
  }

  /** Actions on one resource pattern. */
  public static Permission on(String resource, String... actions) {
    return new Permission(List.of(actions), List.of(resource), "");
  }

  /** Handing a role over to a service. */
  public static Permission passRole(String role, String service) {
    return new Permission(List.of("iam:PassRole"), List.of(role), service);
  }
}
