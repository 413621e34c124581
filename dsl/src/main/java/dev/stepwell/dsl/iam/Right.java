package dev.stepwell.dsl.iam;

/**
 * One action that must be allowed.
 *
 * @param action an IAM action, such as {@code glue:StartJobRun}
 * @param resource the ARN that it must be allowed on, with <code>${Name}</code> for what deployment
 *     fills and {@code *} for what is known at run time only; {@code *} alone if nothing is known
 * @param passedTo the service that a role is passed to; empty for other actions
 */
public record Right(String action, String resource, String passedTo) {

  /** An action on anything. */
  static Right anywhere(String action) {
    return new Right(action, "*", "");
  }

  /** An action on an ARN. */
  static Right on(String resource, String action) {
    return new Right(action, resource, "");
  }
}
