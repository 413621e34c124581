package dev.stepwell.local;

import static java.util.Objects.requireNonNull;

/**
 * Where the local services pretend to be, and what things are called there.
 *
 * @param region the region, such as {@code us-east-1}
 * @param id the account's twelve digits
 */
public record Account(String region, String id) {

  /** The account that is taken unless another is given. */
  public static final Account DEFAULT = new Account("us-east-1", "123456789012");

  /** Checks that both are there. */
  public Account {
    requireNonNull(region, "region");
    requireNonNull(id, "id");
  }

  /** The ARN of a topic. */
  public String topicArn(String topic) {
    return "arn:aws:sns:" + region + ":" + id + ":" + topic;
  }

  /** The ARN of a function. */
  public String functionArn(String function) {
    return "arn:aws:lambda:" + region + ":" + id + ":function:" + function;
  }

  /** The ARN of a role. */
  public String roleArn(String role) {
    return "arn:aws:iam::" + id + ":role/" + role;
  }
}
