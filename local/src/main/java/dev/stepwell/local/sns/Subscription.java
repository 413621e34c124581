package dev.stepwell.local.sns;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.local.delivery.Delivery;
import dev.stepwell.local.delivery.MessageAttributes;
import dev.stepwell.local.events.EventPattern;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A subscription at work: which messages it takes, and what its endpoint gets of them. */
final class Subscription {

  private final SubscriptionDefinition definition;
  private final String arn;
  private final @Nullable EventPattern filter;

  Subscription(SubscriptionDefinition definition, String arn) {
    this.definition = definition;
    this.arn = arn;
    this.filter = definition.filter().isEmpty() ? null : EventPattern.of(definition.filter());
  }

  /**
   * What its endpoint gets of a message; empty if its filter leaves the message out.
   *
   * @param fifo {@code MessageGroupId} and {@code MessageDeduplicationId}; empty for none
   */
  Optional<Delivery> delivery(Published message, JsonObject fifo, boolean structured, int hops) {
    String text = structured ? text(message.message()) : message.message();
    if (filter != null && !matches(filter, message, text)) {
      return Optional.empty();
    }
    JsonObject options = fifo;
    if (definition.raw() && !message.attributes().isEmpty()) {
      options = options.with("MessageAttributes", message.attributes());
    }
    return Optional.of(
        new Delivery(
            message.id(),
            definition.endpoint(),
            arn,
            body(message, text),
            options,
            definition.deadLetters(),
            hops));
  }

  /** The text for this protocol, of a message that has one for each. */
  private String text(String message) {
    JsonObject texts = (JsonObject) Json.parse(message);
    String own = texts.string(definition.protocol());
    return own == null ? String.valueOf(texts.string("default")) : own;
  }

  private boolean matches(EventPattern policy, Published message, String text) {
    if (!definition.filterOnBody()) {
      return policy.matches(values(message.attributes()));
    }
    try {
      return Json.parse(text) instanceof JsonObject body && policy.matches(body);
    } catch (JsonSyntaxException noJson) {
      return false;
    }
  }

  /** What a policy sees of attributes: numbers, texts, and lists of them. */
  private static JsonObject values(JsonObject attributes) {
    JsonObject.Builder values = JsonObject.builder();
    attributes.forEach(
        (name, value) -> {
          JsonObject attribute = (JsonObject) value;
          String type = MessageAttributes.type(attribute);
          String text = MessageAttributes.text(attribute);
          if (type.startsWith("Number")) {
            values.put(name, JsonNumber.parse(text));
          } else if (type.equals("String.Array")) {
            values.put(name, array(text));
          } else if (type.startsWith("String")) {
            values.put(name, text);
          }
        });
    return values.build();
  }

  private static Json array(String text) {
    try {
      return Json.parse(text) instanceof JsonArray array ? array : Json.of(text);
    } catch (JsonSyntaxException noArray) {
      return new JsonString(text);
    }
  }

  private String body(Published message, String text) {
    if (definition.raw()) {
      return text;
    }
    JsonObject notification = notification(message, text);
    if (!definition.protocol().equals("lambda")) {
      return notification.compact();
    }
    JsonObject event =
        JsonObject.builder()
            .put("EventSource", "aws:sns")
            .put("EventVersion", "1.0")
            .put("EventSubscriptionArn", arn)
            .put("Sns", notification)
            .build();
    return JsonObject.of("Records", JsonArray.of(event)).compact();
  }

  private static JsonObject notification(Published message, String text) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("Type", "Notification")
            .put("MessageId", message.id())
            .put("TopicArn", message.topicArn())
            .putIfPresent("Subject", message.subject())
            .put("Message", text)
            .put("Timestamp", message.when().toString());
    JsonObject.Builder attributes = JsonObject.builder();
    message
        .attributes()
        .forEach(
            (name, value) -> {
              JsonObject attribute = (JsonObject) value;
              String binary = attribute.string("BinaryValue");
              attributes.put(
                  name,
                  JsonObject.builder()
                      .put("Type", MessageAttributes.type(attribute))
                      .put("Value", binary == null ? MessageAttributes.text(attribute) : binary)
                      .build());
            });
    JsonObject all = attributes.build();
    return all.isEmpty() ? json.build() : json.put("MessageAttributes", all).build();
  }
}
