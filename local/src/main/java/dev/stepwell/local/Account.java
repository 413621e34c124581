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

  /** The ARN of a queue. */
  public String queueArn(String queue) {
    return "arn:aws:sqs:" + region + ":" + id + ":" + queue;
  }

  /** The URL of a queue. */
  public String queueUrl(String queue) {
    return "https://sqs." + region + ".amazonaws.com/" + id + "/" + queue;
  }

  /** The ARN of an event bus. */
  public String eventBusArn(String bus) {
    return "arn:aws:events:" + region + ":" + id + ":event-bus/" + bus;
  }

  /** The ARN of a rule of a bus. */
  public String ruleArn(String bus, String rule) {
    String path = bus.equals("default") ? rule : bus + "/" + rule;
    return "arn:aws:events:" + region + ":" + id + ":rule/" + path;
  }

  /** The ARN of a log group. */
  public String logGroupArn(String group) {
    return "arn:aws:logs:" + region + ":" + id + ":log-group:" + group;
  }

  /** The ARN of a DynamoDB table. */
  public String tableArn(String table) {
    return "arn:aws:dynamodb:" + region + ":" + id + ":table/" + table;
  }

  /** The ARN of a Firehose delivery stream. */
  public String deliveryStreamArn(String stream) {
    return "arn:aws:firehose:" + region + ":" + id + ":deliverystream/" + stream;
  }

  /** The ARN of a Kinesis stream. */
  public String streamArn(String stream) {
    return "arn:aws:kinesis:" + region + ":" + id + ":stream/" + stream;
  }

  /** The ARN of a state machine. */
  public String stateMachineArn(String stateMachine) {
    return "arn:aws:states:" + region + ":" + id + ":stateMachine:" + stateMachine;
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
