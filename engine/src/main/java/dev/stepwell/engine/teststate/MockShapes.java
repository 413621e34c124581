package dev.stepwell.engine.teststate;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What services answer, as far as it is written down in {@code mock-shapes.json}; an action that is
 * not there is not checked, nor is a member that its shape does not have. A shape is an object of
 * members (a name that ends in {@code !} is required, {@code *} stands for every name), an array of
 * one shape, or a word: {@code any}, {@code string}, {@code number}, {@code number>=128}, {@code
 * number>=1<=900}, {@code boolean}, or the values of an enumeration with {@code |} between them.
 */
final class MockShapes {

  private static final JsonObject SHAPES = read();
  private static final Map<String, String> SAME_SERVICE =
      Map.of("sfn", "states", "eventbridge", "events");

  private MockShapes() {}

  private static JsonObject read() {
    try (InputStream in = MockShapes.class.getResourceAsStream("mock-shapes.json")) {
      if (in == null) {
        throw new IllegalStateException("mock-shapes.json is missing beside " + MockShapes.class);
      }
      return (JsonObject) Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Refuses a mocked result that the service would not give. */
  static void check(String resource, Json result, FieldValidationMode mode) {
    Json shape = mode == FieldValidationMode.NONE ? null : shape(resource);
    if (shape != null) {
      check(shape, result, "result", mode == FieldValidationMode.STRICT);
    }
  }

  private static @Nullable Json shape(String resource) {
    String[] parts = resource.split(":", 6);
    if (parts.length < 6 || !parts[2].equals("states")) {
      return null;
    }
    String action = parts[5].startsWith("aws-sdk:") ? parts[5].substring(8) : parts[5];
    int colon = action.indexOf(':');
    String service = colon < 0 ? action : action.substring(0, colon);
    return SHAPES.get(
        SAME_SERVICE.getOrDefault(service, service) + action.substring(service.length()));
  }

  private static void check(Json shape, Json value, String field, boolean strict) {
    if (shape instanceof JsonObject members) {
      checkMembers(members, value, field, strict);
    } else if (shape instanceof JsonArray array) {
      if (!(value instanceof JsonArray elements)) {
        throw refusal("Field '" + field + "' must be an array");
      }
      elements.forEach(each -> check(array.get(0), each, field, strict));
    } else {
      checkWord(((JsonString) shape).value(), value, field);
    }
  }

  private static void checkMembers(JsonObject members, Json value, String field, boolean strict) {
    if (!(value instanceof JsonObject object)) {
      throw refusal("Field '" + field + "' must be an object");
    }
    for (String written : members.names()) {
      boolean required = written.endsWith("!");
      String name = required ? written.substring(0, written.length() - 1) : written;
      if (required && strict && !object.has(name)) {
        throw refusal("Required field '" + name + "' is missing");
      }
    }
    Json other = members.get("*");
    for (String name : object.names()) {
      Json shape = members.find(name).or(() -> members.find(name + "!")).orElse(other);
      Json member = object.get(name);
      if (shape != null && member != null) {
        check(shape, member, name, strict);
      }
    }
  }

  private static void checkWord(String word, Json value, String field) {
    if (word.equals("any")) {
      return;
    }
    if (word.startsWith("number")) {
      if (!(value instanceof JsonNumber number)) {
        throw refusal("Field '" + field + "' must be a number");
      }
      checkRange(word.split("[<>]="), number.doubleValue(), field);
      return;
    }
    boolean isEnum = word.contains("|");
    String type = isEnum ? "string" : word;
    if (!value.typeName().equals(type)) {
      throw refusal("Field '" + field + "' must be a " + type);
    }
    List<String> words = Arrays.asList(word.split("\\|"));
    if (isEnum && value instanceof JsonString text && !words.contains(text.value())) {
      throw refusal("Field '" + field + "' is not an expected value");
    }
  }

  private static void checkRange(String[] limits, double value, String field) {
    if (limits.length > 1 && value < Double.parseDouble(limits[1])) {
      throw refusal("Field '" + field + "' is less than the minimum value");
    }
    if (limits.length > 2 && value > Double.parseDouble(limits[2])) {
      throw refusal("Field '" + field + "' is greater than the maximum value"); // our text
    }
  }

  private static TestStateException refusal(String problem) {
    return TestStateException.validation("Mock result schema validation error: " + problem);
  }
}
