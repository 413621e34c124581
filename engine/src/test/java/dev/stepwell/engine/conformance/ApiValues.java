package dev.stepwell.engine.conformance;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.json.JsonSyntaxException;
import java.util.Set;

/** Brings responses and their recordings into one form. */
final class ApiValues {

  private static final Set<String> JSON_TEXTS = Set.of("definition", "input", "output");
  private static final Json DATE = Json.of("date");

  private ApiValues() {}

  /** A response with JSON texts read and moments blurred. */
  static Json actual(Json value) {
    if (value instanceof JsonArray array) {
      return array.stream().map(ApiValues::actual).collect(JsonArray.collector());
    }
    if (!(value instanceof JsonObject object)) {
      return value;
    }
    if (object.has("previousEventId")) {
      return Histories.decoded(object);
    }
    JsonObject.Builder json = JsonObject.builder();
    object.forEach((name, member) -> json.put(name, actual(name, member)));
    return json.build();
  }

  private static Json actual(String name, Json member) {
    if (name.endsWith("Date") && member instanceof JsonNumber) {
      return DATE;
    }
    if (JSON_TEXTS.contains(name) && member instanceof JsonString text) {
      try {
        return Json.parse(text.value());
      } catch (JsonSyntaxException plain) {
        return member;
      }
    }
    return actual(member);
  }

  /** A recorded response with moments blurred, and with ARNs that were written over marked so. */
  static Json expected(Json value) {
    if (value instanceof JsonArray array) {
      return array.stream().map(ApiValues::expected).collect(JsonArray.collector());
    }
    if (!(value instanceof JsonObject object)) {
      return value;
    }
    JsonObject.Builder json = JsonObject.builder();
    object.forEach((name, member) -> json.put(name, expected(name, member)));
    return json.build();
  }

  private static Json expected(String name, Json member) {
    if (name.endsWith("Date")) {
      return DATE;
    }
    if (isWrittenOver(name, member)) {
      return Json.of("<" + ((JsonString) member).value() + ">");
    }
    return JSON_TEXTS.contains(name) ? member : expected(member);
  }

  /** Whether the recorder put a word where an ARN of Step Functions was. */
  static boolean isWrittenOver(String name, Json member) {
    return name.endsWith("Arn")
        && !name.equals("roleArn")
        && !name.equals("logGroupArn")
        && member instanceof JsonString text
        && !text.value().contains(":");
  }
}
