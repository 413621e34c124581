package dev.stepwell.local.sns;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.local.delivery.MessageAttributes;
import dev.stepwell.local.service.ServiceException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A message that is to be published, checked.
 *
 * @param message the text
 * @param subject the subject; null for none
 * @param attributes its attributes
 * @param structured whether the text is JSON with a text for each protocol
 * @param groupId its group; null for none
 * @param deduplicationId its deduplication id; null for none
 */
record Publication(
    String message,
    @Nullable String subject,
    JsonObject attributes,
    boolean structured,
    @Nullable String groupId,
    @Nullable String deduplicationId) {

  private static final int SUBJECT_LIMIT = 100;
  private static final int MESSAGE_LIMIT = 262_144;

  /**
   * Reads the arguments of {@code Publish}, or an entry of a batch.
   *
   * @param anyMessage whether a message that is no string is sent as its JSON text, as the
   *     optimized integration does
   */
  static Publication of(JsonObject arguments, boolean anyMessage) throws ServiceException {
    JsonObject attributes = arguments.object("MessageAttributes");
    MessageAttributes.check(attributes);
    boolean structured = "json".equals(arguments.string("MessageStructure"));
    return new Publication(
        message(arguments, anyMessage, structured),
        subject(arguments),
        attributes,
        structured,
        arguments.string("MessageGroupId"),
        arguments.string("MessageDeduplicationId"));
  }

  private static String message(JsonObject arguments, boolean anyMessage, boolean structured)
      throws ServiceException {
    Json message = arguments.get("Message");
    String text;
    if (message instanceof JsonString string) {
      text = string.value();
    } else if (anyMessage && message != null) {
      text = message.compact();
    } else {
      throw invalid("Message must be a string; wrap it with $string");
    }
    if (text.isEmpty()) {
      throw invalid("Empty message");
    }
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MESSAGE_LIMIT) {
      throw invalid("Message too long: " + bytes + " bytes, at most " + MESSAGE_LIMIT);
    }
    if (structured) {
      checkStructure(text);
    }
    return text;
  }

  private static void checkStructure(String text) throws ServiceException {
    boolean hasDefault;
    try {
      hasDefault =
          Json.parse(text) instanceof JsonObject parts
              && parts.get("default") instanceof JsonString;
    } catch (JsonSyntaxException noJson) {
      throw invalid("Message Structure - JSON message body failed to parse");
    }
    if (!hasDefault) {
      throw invalid("Message Structure - No default entry in JSON message body");
    }
  }

  private static @Nullable String subject(JsonObject arguments) throws ServiceException {
    Json given = arguments.get("Subject");
    if (given == null) {
      return null;
    }
    if (!(given instanceof JsonString subject)) {
      throw invalid("Subject must be a string");
    }
    String text = subject.value();
    if (text.isEmpty() || text.length() >= SUBJECT_LIMIT) {
      throw invalid(
          "Subject has " + text.length() + " characters; it must have 1 to 99. Shorten it");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw invalid("Subject has a line break or control character: " + given.compact());
    }
    return text;
  }

  static ServiceException invalid(String what) {
    return ServiceException.refused("InvalidParameter", "Invalid parameter: " + what);
  }
}
