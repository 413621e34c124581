package dev.stepwell.local.sqs;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.LinkedHashSet;
import java.util.Set;

/** A received message as its receiver sees it, with the attributes that it asked for. */
final class ReceivedJson {

  private ReceivedJson() {}

  static JsonObject of(Queues.Received received, JsonObject arguments) {
    Message message = received.message();
    JsonObject.Builder json = JsonObject.builder();
    JsonObject system = system(message, arguments);
    if (!system.isEmpty()) {
      json.put("Attributes", system);
    }
    json.put("Body", message.body()).put("MD5OfBody", Digests.md5(message.body()));
    JsonObject attributes = chosen(message.attributes(), arguments);
    if (!attributes.isEmpty()) {
      json.put("MD5OfMessageAttributes", Digests.md5(attributes))
          .put("MessageAttributes", attributes);
    }
    return json.put("MessageId", message.id())
        .put("ReceiptHandle", received.receiptHandle())
        .build();
  }

  private static JsonObject system(Message message, JsonObject arguments) {
    JsonObject.Builder all =
        JsonObject.builder()
            .put("ApproximateFirstReceiveTimestamp", String.valueOf(message.firstReceivedAt()))
            .put("ApproximateReceiveCount", String.valueOf(message.receives()))
            .putIfPresent("MessageDeduplicationId", message.deduplicationId())
            .putIfPresent("MessageGroupId", message.groupId())
            .put("SentTimestamp", String.valueOf(message.sentAt()));
    if (message.deduplicationId() != null) {
      all.put("SequenceNumber", Message.sequenceNumber(message.number()));
    }
    Set<String> wanted = texts(arguments, "AttributeNames");
    wanted.addAll(texts(arguments, "MessageSystemAttributeNames"));
    return some(all.build(), wanted, wanted.contains("All"));
  }

  private static JsonObject chosen(JsonObject attributes, JsonObject arguments) {
    Set<String> wanted = texts(arguments, "MessageAttributeNames");
    return some(attributes, wanted, wanted.contains("All") || wanted.contains(".*"));
  }

  private static JsonObject some(JsonObject attributes, Set<String> wanted, boolean all) {
    JsonObject.Builder some = JsonObject.builder();
    attributes.forEach(
        (name, value) -> {
          if (all || wanted.contains(name) || hasPrefix(name, wanted)) {
            some.put(name, value);
          }
        });
    return some.build();
  }

  private static boolean hasPrefix(String name, Set<String> wanted) {
    return wanted.stream()
        .anyMatch(
            each -> each.endsWith(".*") && name.startsWith(each.substring(0, each.length() - 1)));
  }

  private static Set<String> texts(JsonObject arguments, String name) {
    Set<String> texts = new LinkedHashSet<>();
    for (Json each : arguments.array(name)) {
      if (each instanceof JsonString text) {
        texts.add(text.value());
      }
    }
    return texts;
  }
}
