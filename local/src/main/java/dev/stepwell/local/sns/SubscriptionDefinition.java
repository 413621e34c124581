package dev.stepwell.local.sns;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Who else gets what is published to a topic; the topic's file gets it in any case. Immutable.
 *
 * @param topic the topic's name
 * @param endpoint the ARN of a queue, a function or a delivery stream
 * @param filter the filter policy; empty for all messages
 * @param filterOnBody whether the policy looks at the message's text, which is JSON then, and not
 *     at its attributes
 * @param raw whether the endpoint gets the text alone; for queues and delivery streams
 * @param deadLetters the ARN of the queue that gets what the endpoint cannot; null for none
 */
public record SubscriptionDefinition(
    String topic,
    String endpoint,
    JsonObject filter,
    boolean filterOnBody,
    boolean raw,
    @Nullable String deadLetters) {

  /** Checks the endpoint. */
  public SubscriptionDefinition {
    requireNonNull(topic, "topic");
    requireNonNull(endpoint, "endpoint");
    requireNonNull(filter, "filter");
    String protocol = protocol(endpoint);
    if (protocol.isEmpty()) {
      throw new IllegalArgumentException(
          "subscription of topic '"
              + topic
              + "': the endpoint must be the ARN of a queue, a function or a delivery stream, not '"
              + endpoint
              + "'");
    }
    if (raw && protocol.equals("lambda")) {
      throw new IllegalArgumentException(
          "subscription of topic '"
              + topic
              + "': functions get the whole notification; leave raw delivery out for "
              + endpoint);
    }
    if (topic.endsWith(".fifo") && !protocol.equals("sqs")) {
      throw new IllegalArgumentException(
          "subscription of topic '"
              + topic
              + "': a FIFO topic delivers to queues only, not to "
              + endpoint);
    }
    if (!topic.endsWith(".fifo") && endpoint.endsWith(".fifo")) {
      throw new IllegalArgumentException(
          "subscription of topic '"
              + topic
              + "': a standard topic cannot deliver to the FIFO queue "
              + endpoint);
    }
  }

  /** All messages of a topic, for an endpoint. */
  public static SubscriptionDefinition of(String topic, String endpoint) {
    return new SubscriptionDefinition(topic, endpoint, JsonObject.EMPTY, false, false, null);
  }

  /** The subscription with a policy on the attributes of messages. */
  public SubscriptionDefinition withFilter(JsonObject filter) {
    return new SubscriptionDefinition(topic, endpoint, filter, false, raw, deadLetters);
  }

  /** The subscription with a policy on the texts of messages. */
  public SubscriptionDefinition withBodyFilter(JsonObject filter) {
    return new SubscriptionDefinition(topic, endpoint, filter, true, raw, deadLetters);
  }

  /** The subscription, with raw delivery. */
  public SubscriptionDefinition delivering(boolean raw) {
    return new SubscriptionDefinition(topic, endpoint, filter, filterOnBody, raw, deadLetters);
  }

  /** The subscription with a queue for what cannot be delivered, by its ARN. */
  public SubscriptionDefinition withDeadLetters(String queueArn) {
    return new SubscriptionDefinition(topic, endpoint, filter, filterOnBody, raw, queueArn);
  }

  /** How SNS calls the kind of endpoint. */
  String protocol() {
    return protocol(endpoint);
  }

  private static String protocol(String endpoint) {
    String[] parts = endpoint.split(":", 4);
    String service = parts.length == 4 && parts[0].equals("arn") ? parts[2] : "";
    return switch (service) {
      case "sqs", "lambda", "firehose" -> service;
      default -> "";
    };
  }
}
