package dev.stepwell.lambdas.fanout;

import dev.stepwell.lambdas.event.EventNode;
import dev.stepwell.lambdas.event.InvalidEventException;
import dev.stepwell.lambdas.fanout.Delivery.Message;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads every shape in which S3 tells of objects: its own notification, that in SNS, in SQS, in SNS
 * in SQS, and the "Object Created" event of EventBridge, alone or in SQS.
 *
 * <p>S3's notification has form-encoded keys ({@code a+b%3D.csv}); EventBridge's has the key as it
 * is. Decoding the latter would corrupt it.
 */
final class DeliveryReader {
  private DeliveryReader() {}

  static Delivery read(EventNode event) {
    if (event.has("Records")) {
      List<EventNode> records = event.get("Records").items();
      if (!records.isEmpty() && source(records.get(0)).equals("aws:sqs")) {
        return queue(records);
      }
    }
    return new Delivery(false, false, List.of(new Message("", objects(event), Optional.empty())));
  }

  private static Delivery queue(List<EventNode> records) {
    var messages = new ArrayList<Message>();
    for (EventNode record : records) {
      String id = record.get("messageId").text();
      try {
        EventNode body = record.get("body");
        EventNode content = EventNode.parse(body.text(), body.path());
        messages.add(new Message(id, objects(content), Optional.empty()));
      } catch (InvalidEventException problem) {
        messages.add(new Message(id, List.of(), Optional.of(problem)));
      }
    }
    boolean ordered =
        records.get(0).get("eventSourceARN").optionalText().orElse("").endsWith(".fifo");
    return new Delivery(true, ordered, messages);
  }

  private static List<ArrivedObject> objects(EventNode event) {
    if (event.has("detail-type")) {
      return fromEventBridge(event);
    }
    if (event.has("Records")) {
      var objects = new ArrayList<ArrivedObject>();
      event.get("Records").items().forEach(record -> objects.addAll(fromRecord(record)));
      return objects;
    }
    if (event.has("Message") && event.has("TopicArn")) {
      return objects(embedded(event.get("Message")));
    }
    if (event.has("Event") && event.get("Event").text().equals("s3:TestEvent")) {
      return List.of();
    }
    throw new InvalidEventException(
        (event.path().isEmpty() ? "the event" : "'" + event.path() + "'")
            + " is neither an S3 notification (Records), nor that in SNS or SQS, nor an EventBridge"
            + " event (detail-type)");
  }

  private static List<ArrivedObject> fromRecord(EventNode record) {
    return switch (source(record)) {
      case "aws:s3" -> fromNotification(record);
      case "aws:sns" -> objects(embedded(record.get("Sns").get("Message")));
      default ->
          throw new InvalidEventException(
              "'"
                  + record.path()
                  + "' comes from '"
                  + source(record)
                  + "'; known are aws:s3, aws:sns and aws:sqs");
    };
  }

  private static EventNode embedded(EventNode text) {
    return EventNode.parse(text.text(), text.path());
  }

  /** SNS spells the member with a capital letter. */
  private static String source(EventNode record) {
    return record.get(record.has("EventSource") ? "EventSource" : "eventSource").text();
  }

  private static List<ArrivedObject> fromNotification(EventNode record) {
    if (!record.get("eventName").text().startsWith("ObjectCreated:")) {
      return List.of();
    }
    EventNode s3 = record.get("s3");
    EventNode object = s3.get("object");
    EventNode key = object.get("key");
    return List.of(
        new ArrivedObject(
            s3.get("bucket").get("name").text(),
            decoded(key),
            version(object, "versionId", "eTag"),
            object.get("sequencer").optionalText(),
            record.get("eventTime").optionalText().orElse("")));
  }

  private static String decoded(EventNode key) {
    try {
      return URLDecoder.decode(key.text(), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException problem) {
      throw new InvalidEventException(
          "'" + key.path() + "' is '" + key.text() + "', which is not form-encoded");
    }
  }

  private static List<ArrivedObject> fromEventBridge(EventNode event) {
    if (!event.get("source").text().equals("aws.s3")
        || !event.get("detail-type").text().equals("Object Created")) {
      return List.of();
    }
    EventNode detail = event.get("detail");
    EventNode object = detail.get("object");
    return List.of(
        new ArrivedObject(
            detail.get("bucket").get("name").text(),
            object.get("key").text(),
            version(object, "version-id", "etag"),
            object.get("sequencer").optionalText(),
            event.get("time").optionalText().orElse("")));
  }

  private static String version(EventNode object, String version, String tag) {
    return object.get(version).optionalText().or(() -> object.get(tag).optionalText()).orElse("");
  }
}
