package dev.stepwell.local;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

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

  /** The ARN of a Redshift Serverless workgroup. */
  public String workgroupArn(String workgroup) {
    return "arn:aws:redshift-serverless:" + region + ":" + id + ":workgroup/" + workgroup;
  }

  /** The ARN of a Redshift cluster. */
  public String clusterArn(String cluster) {
    return "arn:aws:redshift:" + region + ":" + id + ":cluster:" + cluster;
  }

  /**
   * What EventBridge makes of what a service of this account tells it.
   *
   * @param eventId another one for every event
   * @param source such as {@code aws.s3}
   * @param type the {@code detail-type}
   * @param resource the ARN of what it is about
   */
  public JsonObject event(
      String eventId,
      String source,
      String type,
      Instant time,
      String resource,
      JsonObject detail) {
    return JsonObject.builder()
        .put("version", "0")
        .put("id", eventId)
        .put("detail-type", type)
        .put("source", source)
        .put("account", id)
        .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("region", region)
        .put("resources", JsonArray.of(Json.of(resource)))
        .put("detail", detail)
        .build();
  }

  /** The ARN of a role. */
  public String roleArn(String role) {
    return "arn:aws:iam::" + id + ":role/" + role;
  }
}
