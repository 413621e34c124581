package dev.stepwell.local.sns;

import dev.stepwell.asl.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that was published.
 *
 * @param id the message's id
 * @param topicArn the topic's ARN
 * @param subject the subject; null for none
 * @param message the text
 * @param attributes the message attributes as they were given
 * @param when when it was published
 */
public record Published(
    String id,
    String topicArn,
    @Nullable String subject,
    String message,
    JsonObject attributes,
    Instant when) {

  /** The message as a subscriber would get it. */
  public JsonObject json() {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("Type", "Notification")
            .put("MessageId", id)
            .put("TopicArn", topicArn)
            .putIfPresent("Subject", subject)
            .put("Message", message)
            .put("Timestamp", when.toString());
    return attributes.isEmpty() ? json.build() : json.put("MessageAttributes", attributes).build();
  }
}
