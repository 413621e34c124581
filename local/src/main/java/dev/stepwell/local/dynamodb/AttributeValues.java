package dev.stepwell.local.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.local.service.ServiceException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Attribute values as JSON: {@code {"S": "text"}}, {@code {"N": "1.5"}} and so on. They are read
 * once, into a form in which equal values are equal JSON: numbers without superfluous zeros, sets
 * and maps in order.
 */
final class AttributeValues {

  private static final int MOST_DIGITS = 38;
  private static final int MOST_DEPTH = 32;

  private AttributeValues() {}

  /** Reads a map of attributes. */
  static JsonObject attributes(JsonObject given) throws ServiceException {
    return map(given, 0);
  }

  private static JsonObject map(JsonObject given, int depth) throws ServiceException {
    Map<String, Json> sorted = new TreeMap<>();
    for (Map.Entry<String, Json> each : given.asMap().entrySet()) {
      sorted.put(each.getKey(), value(each.getValue(), depth));
    }
    return Json.of(sorted);
  }

  /** Reads a value. */
  static JsonObject value(Json given) throws ServiceException {
    return value(given, 0);
  }

  private static JsonObject value(Json given, int depth) throws ServiceException {
    if (!(given instanceof JsonObject value) || value.isEmpty()) {
      throw invalid(
          "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
    }
    if (value.length() > 1) {
      throw invalid(
          "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the"
              + " supported datatypes");
    }
    if (depth > MOST_DEPTH) {
      throw invalid("Nesting Levels have exceeded supported limits");
    }
    String type = value.nameAt(0);
    Json content = value.valueAt(0);
    return JsonObject.of(
        type,
        switch (type) {
          case "S" -> text(type, content);
          case "N" -> Json.of(number(text(type, content).value()));
          case "B" -> binary(content);
          case "BOOL", "NULL" -> truth(type, content);
          case "SS", "NS", "BS" -> set(type, content);
          case "L" -> list(content, depth);
          case "M" -> map(object(content), depth + 1);
          default ->
              throw invalid(
                  "Supplied AttributeValue has the unknown datatype "
                      + type
                      + "; known are S, N, B, BOOL, NULL, SS, NS, BS, L and M");
        });
  }

  private static JsonString text(String type, Json content) throws ServiceException {
    if (content instanceof JsonString text) {
      return text;
    }
    throw invalid("The value of " + type + " must be a string, not " + content.compact());
  }

  private static JsonObject object(Json content) throws ServiceException {
    if (content instanceof JsonObject object) {
      return object;
    }
    throw invalid("The value of M must be an object, not " + content.compact());
  }

  /** A number as DynamoDB writes it. */
  static String number(String text) throws ServiceException {
    BigDecimal number;
    try {
      number = new BigDecimal(text.strip());
    } catch (NumberFormatException wrong) {
      throw invalid("The parameter cannot be converted to a numeric value: " + text);
    }
    return number(number);
  }

  /** A number as DynamoDB writes it. */
  static String number(BigDecimal number) throws ServiceException {
    BigDecimal plain = number.stripTrailingZeros();
    if (plain.signum() == 0) {
      return "0";
    }
    if (plain.precision() > MOST_DIGITS) {
      throw invalid("Attempting to store more than 38 significant digits in a Number");
    }
    int magnitude = plain.precision() - plain.scale() - 1;
    if (magnitude > 125) {
      throw invalid(
          "Number overflow. Attempting to store a number with magnitude larger than supported"
              + " range");
    }
    if (magnitude < -130) {
      throw invalid(
          "Number underflow. Attempting to store a number with magnitude smaller than supported"
              + " range");
    }
    return plain.toPlainString();
  }

  private static JsonString binary(Json content) throws ServiceException {
    JsonString text = text("B", content);
    try {
      return Json.of(Base64.getEncoder().encodeToString(Base64.getDecoder().decode(text.value())));
    } catch (IllegalArgumentException wrong) {
      throw invalid("The value of B must be Base64");
    }
  }

  private static Json truth(String type, Json content) throws ServiceException {
    if (content instanceof JsonBoolean truth && (type.equals("BOOL") || truth.value())) {
      return truth;
    }
    throw invalid(
        type.equals("NULL")
            ? "One or more parameter values were invalid: Null attribute value types must have the"
                + " value of true"
            : "The value of BOOL must be true or false, not " + content.compact());
  }

  private static JsonArray set(String type, Json content) throws ServiceException {
    TreeSet<String> elements = new TreeSet<>();
    if (!(content instanceof JsonArray array)) {
      throw invalid("The value of " + type + " must be an array, not " + content.compact());
    }
    for (Json each : array) {
      String element =
          switch (type) {
            case "NS" -> number(text(type, each).value());
            case "BS" -> binary(each).value();
            default -> text(type, each).value();
          };
      if (!elements.add(element)) {
        throw invalid(
            "One or more parameter values were invalid: Input collection "
                + content.compact()
                + " contains duplicates.");
      }
    }
    if (elements.isEmpty()) {
      throw invalid(
          "One or more parameter values were invalid: An "
              + (type.equals("SS") ? "string" : type.equals("NS") ? "number" : "binary")
              + " set may not be empty");
    }
    return Json.of(List.copyOf(elements));
  }

  private static JsonArray list(Json content, int depth) throws ServiceException {
    if (!(content instanceof JsonArray array)) {
      throw invalid("The value of L must be an array, not " + content.compact());
    }
    Json[] elements = new Json[array.length()];
    for (int at = 0; at < elements.length; at++) {
      elements[at] = value(array.get(at), depth + 1);
    }
    return JsonArray.of(elements);
  }

  static String type(JsonObject value) {
    return value.nameAt(0);
  }

  static Json content(JsonObject value) {
    return value.valueAt(0);
  }

  /** The text of a text, number or binary value. */
  static String text(JsonObject value) {
    return string(content(value));
  }

  private static String string(Json text) {
    return ((JsonString) text).value();
  }

  /** The texts in a set. */
  static List<String> texts(JsonObject set) {
    return ((JsonArray) content(set)).stream().map(AttributeValues::string).toList();
  }

  static BigDecimal decimal(JsonObject number) {
    return new BigDecimal(text(number));
  }

  /** How two values are ordered; empty if they have no order among each other. */
  static Optional<Integer> compare(JsonObject one, JsonObject other) {
    String type = type(one);
    if (!type.equals(type(other))) {
      return Optional.empty();
    }
    return switch (type) {
      case "N" -> Optional.of(decimal(one).compareTo(decimal(other)));
      case "S" ->
          Optional.of(
              Arrays.compareUnsigned(text(one).getBytes(UTF_8), text(other).getBytes(UTF_8)));
      case "B" -> Optional.of(Arrays.compareUnsigned(bytes(one), bytes(other)));
      default -> Optional.empty();
    };
  }

  /** The order of sort keys, which are all of one type. */
  static final Comparator<JsonObject> ORDER =
      (one, other) -> compare(one, other).orElseThrow(IllegalStateException::new);

  static byte[] bytes(JsonObject binary) {
    return Base64.getDecoder().decode(text(binary));
  }

  /** The length of an item in bytes, as the developer guide counts it. */
  static long size(JsonObject attributes) {
    long[] size = {0};
    attributes.forEach(
        (name, value) -> size[0] += name.getBytes(UTF_8).length + sizeOf((JsonObject) value));
    return size[0];
  }

  private static long sizeOf(JsonObject value) {
    return switch (type(value)) {
      case "S" -> text(value).getBytes(UTF_8).length;
      case "N" -> numberSize(text(value));
      case "B" -> bytes(value).length;
      case "SS" -> texts(value).stream().mapToLong(text -> text.getBytes(UTF_8).length).sum();
      case "NS" -> texts(value).stream().mapToLong(AttributeValues::numberSize).sum();
      case "BS" ->
          texts(value).stream().mapToLong(text -> Base64.getDecoder().decode(text).length).sum();
      case "L" ->
          ((JsonArray) content(value))
                  .stream().mapToLong(each -> 1 + sizeOf((JsonObject) each)).sum()
              + 3;
      case "M" -> {
        JsonObject members = (JsonObject) content(value);
        yield 3 + members.length() + size(members);
      }
      default -> 1;
    };
  }

  private static long numberSize(String number) {
    long digits = number.chars().filter(Character::isDigit).count();
    return (digits + 1) / 2 + 1 + (number.startsWith("-") ? 1 : 0);
  }

  static ServiceException invalid(String what) {
    return ServiceException.refused("ValidationException", what);
  }
}
