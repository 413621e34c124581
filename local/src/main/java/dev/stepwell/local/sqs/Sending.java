package dev.stepwell.local.sqs;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.local.delivery.MessageAttributes;
import dev.stepwell.local.service.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message that is to be sent, checked against its queue.
 *
 * @param body the text
 * @param attributes its attributes
 * @param delaySeconds how long it is hidden
 * @param groupId its group; null for none
 * @param deduplicationId its deduplication id; null for none
 */
record Sending(
    String body,
    JsonObject attributes,
    long delaySeconds,
    @Nullable String groupId,
    @Nullable String deduplicationId) {

  private static final long MOST_DELAY = 900;
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

  /**
   * Reads the arguments of {@code SendMessage}, or an entry of a batch.
   *
   * @param anyBody whether a body that is no string is sent as its JSON text, as the optimized
   *     integration does
   */
  static Sending of(QueueDefinition queue, JsonObject arguments, boolean anyBody)
      throws ServiceException {
    String body = body(arguments, anyBody);
    JsonObject attributes = arguments.object("MessageAttributes");
    MessageAttributes.check(attributes);
    int bytes = body.getBytes(StandardCharsets.UTF_8).length + MessageAttributes.bytes(attributes);
    if (bytes > queue.mostBytes()) {
      throw invalid(
          "One or more parameters are invalid. Reason: Message must be shorter than "
              + queue.mostBytes()
              + " bytes.");
    }
    String group = id(arguments, "MessageGroupId");
    String deduplication = id(arguments, "MessageDeduplicationId");
    if (queue.isFifo()) {
      if (group == null) {
        throw missing("MessageGroupId");
      }
      if (deduplication == null && queue.contentBasedDeduplication()) {
        deduplication = Digests.sha256(body);
      }
      if (deduplication == null) {
        throw invalid(
            "The queue should either have ContentBasedDeduplication enabled or"
                + " MessageDeduplicationId provided explicitly");
      }
    } else if (deduplication != null) {
      throw invalid(
          "Value "
              + deduplication
              + " for parameter MessageDeduplicationId is invalid. Reason: The request include"
              + " parameter that is not valid for this queue type.");
    }
    return new Sending(body, attributes, delay(queue, arguments), group, deduplication);
  }

  private static String body(JsonObject arguments, boolean anyBody) throws ServiceException {
    Json given = arguments.get("MessageBody");
    if (given != null && !(given instanceof JsonString) && !anyBody) {
      throw invalid("MessageBody must be a string; wrap it with $string");
    }
    String body =
        given == null ? "" : given instanceof JsonString text ? text.value() : given.compact();
    if (body.isEmpty()) {
      throw missing("MessageBody");
    }
    for (int at = 0; at < body.length(); at++) {
      char each = body.charAt(at);
      if ((each < ' ' && each != '\t' && each != '\n' && each != '\r') || each >= 0xFFFE) {
        throw ServiceException.refused(
            "InvalidMessageContents",
            "Invalid binary character '#x"
                + Integer.toHexString(each).toUpperCase(Locale.ROOT)
                + "' was found in the message body, the set of allowed characters is #x9 | #xA |"
                + " #xD | [#x20 to #xD7FF] | [#xE000 to #xFFFD] | [#x10000 to #x10FFFF]");
      }
    }
    return body;
  }

  private static @Nullable String id(JsonObject arguments, String name) throws ServiceException {
    String id = arguments.string(name);
    if (id != null && !ID.matcher(id).matches()) {
      throw invalid(
          "Value "
              + id
              + " for parameter "
              + name
              + " is invalid. Reason: "
              + name
              + " can only include alphanumeric and punctuation characters. 1 to 128 in length.");
    }
    return id;
  }

  private static long delay(QueueDefinition queue, JsonObject arguments) throws ServiceException {
    if (!(arguments.get("DelaySeconds") instanceof JsonNumber number)) {
      return queue.delay().toSeconds();
    }
    long seconds = number.longValue();
    if (seconds < 0 || seconds > MOST_DELAY) {
      throw invalid(
          "Value "
              + seconds
              + " for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <="
              + " 900.");
    }
    if (queue.isFifo() && seconds > 0) {
      throw invalid(
          "Value "
              + seconds
              + " for parameter DelaySeconds is invalid. Reason: The request include parameter that"
              + " is not valid for this queue type.");
    }
    return seconds;
  }

  private static ServiceException missing(String parameter) {
    return ServiceException.refused(
        "MissingParameter", "The request must contain the parameter " + parameter + ".");
  }

  static ServiceException invalid(String what) {
    return ServiceException.refused("InvalidParameterValue", what);
  }
}
