package dev.stepwell.dsl.model;

import java.util.List;

/**
 * One call of a service.
 *
 * @param resource what follows {@code arn:aws:states:::}, or <code>${Name}</code> for an activity
 * @param arguments an object
 * @param timeoutSeconds how long it may take
 * @param retries retriers in order
 * @param permissions what the caller must be allowed to do
 */
public record Call(
    String resource,
    Expr.Fields arguments,
    int timeoutSeconds,
    List<RetryRule> retries,
    List<Permission> permissions) {

  /** Copies the lists. */
  public Call {
    retries = List.copyOf(retries);
    permissions = List.copyOf(permissions);
  }

  /** The ARN of the resource as a definition spells it. */
  public String arn() {
    return resource.startsWith("${") ? resource : "arn:aws:states:::" + resource;
  }

  /** This call with other arguments. */
  public Call with(Expr.Fields others) {
    return new Call(resource, others, timeoutSeconds, retries, permissions);
  }

  /** This call with another time-out. */
  public Call within(int seconds) {
    return new Call(resource, arguments, seconds, retries, permissions);
  }

  /** This call with other retriers. */
  public Call retrying(List<RetryRule> others) {
    return new Call(resource, arguments, timeoutSeconds, others, permissions);
  }
}
