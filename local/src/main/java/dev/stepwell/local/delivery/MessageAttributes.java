package dev.stepwell.local.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/** The attributes of a message: {@code {name: {DataType, StringValue | BinaryValue}}}. */
public final class MessageAttributes {

  private static final int MOST = 10;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
  private static final Pattern TYPE = Pattern.compile("(String|Number|Binary)(\\..{1,246})?");

  private MessageAttributes() {}

  /** The type of an attribute that was checked. */
  public static String type(JsonObject attribute) {
    return String.valueOf(attribute.string("DataType"));
  }

  /** The text of an attribute that was checked and is not binary. */
  public static String text(JsonObject attribute) {
    return String.valueOf(attribute.string("StringValue"));
  }

  /**
   * Checks the attributes of a message.
   *
   * @throws ServiceException {@code InvalidParameterValue} if one of them is wrong
   */
  public static void check(JsonObject attributes) throws ServiceException {
    if (attributes.length() > MOST) {
      throw invalid(
          "Number of message attributes ["
              + attributes.length()
              + "] exceeds the allowed maximum ["
              + MOST
              + "].");
    }
    for (Map.Entry<String, Json> each : attributes.asMap().entrySet()) {
      check(each.getKey(), each.getValue());
    }
  }

  private static void check(String name, Json value) throws ServiceException {
    if (!(value instanceof JsonObject attribute) || attribute.string("DataType") == null) {
      throw invalid(
          "The message attribute '" + name + "' must contain a non-empty message attribute type.");
    }
    String type = type(attribute);
    if (!TYPE.matcher(type).matches()) {
      throw invalid(
          "The message attribute '"
              + name
              + "' has an invalid message attribute type, the set of supported type prefixes is"
              + " Binary, Number, and String.");
    }
    String member = type.startsWith("Binary") ? "BinaryValue" : "StringValue";
    String text = attribute.string(member);
    if (text == null || text.isEmpty()) {
      throw invalid(
          "The message attribute '"
              + name
              + "' must contain a non-empty message attribute value for message attribute type '"
              + type
              + "'.");
    }
    if (member.equals("BinaryValue")) {
      checkBase64(name, text);
    } else if (type.startsWith("Number")) {
      checkNumber(name, text);
    }
  }

  private static void checkBase64(String name, String text) throws ServiceException {
    try {
      Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException wrong) {
      throw invalid("The message attribute '" + name + "' has a BinaryValue that is not Base64.");
    }
  }

  private static void checkNumber(String name, String text) throws ServiceException {
    if (!NUMBER.matcher(text).matches()) {
      throw invalid("Can't cast the value of message attribute '" + name + "' to a number.");
    }
  }

  /** How much the attributes add to a message's length: names, types and values. */
  public static int bytes(JsonObject attributes) {
    int[] bytes = {0};
    attributes.forEach(
        (name, value) -> {
          JsonObject attribute = (JsonObject) value;
          String binary = attribute.string("BinaryValue");
          bytes[0] +=
              name.getBytes(UTF_8).length
                  + type(attribute).getBytes(UTF_8).length
                  + (binary == null
                      ? text(attribute).getBytes(UTF_8).length
                      : Base64.getDecoder().decode(binary).length);
        });
    return bytes[0];
  }

  private static ServiceException invalid(String what) {
    return ServiceException.refused("InvalidParameterValue", what);
  }
}
