package dev.stepwell.dsl.model;

import java.util.List;

/**
 * A permission, and what it is needed for.
 *
 * @param permission what must be allowed
 * @param steps the ids of the steps that need it
 */
public record Grant(Permission permission, List<String> steps) {

  /** Copies the steps. */
  public Grant {
    steps = List.copyOf(steps);
  }

  /** IAM actions. */
  public List<String> actions() {
    return permission.actions();
  }

  /** ARN patterns, with <code>${Name}</code>. */
  public List<String> resources() {
    return permission.resources();
  }
}
