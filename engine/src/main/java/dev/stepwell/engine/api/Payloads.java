package dev.stepwell.engine.api;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads the JSON texts in requests. */
final class Payloads {

  private Payloads() {}

  /**
   * The input of an execution; absent means an empty object.
   *
   * @throws ApiException if the text is no JSON, or too large
   */
  static Json input(@Nullable String text) {
    if (text == null) {
      return JsonObject.EMPTY;
    }
    if (text.isBlank()) {
      throw badInput("Invalid execution input.");
    }
    Json input;
    try {
      input = Json.parse(text);
    } catch (JsonSyntaxException e) {
      throw badInput(e.problem());
    }
    if (input.size() > Limits.PAYLOAD) {
      throw badInput(
          "Input exceeds the maximum number of bytes service limit (" + Limits.PAYLOAD + ").");
    }
    return input;
  }

  private static ApiException badInput(String why) {
    return ApiException.of(
        "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + why + "'");
  }

  /**
   * The output of a task.
   *
   * @throws ApiException if the text is no JSON
   */
  static Json output(String text) {
    try {
      return Json.parse(text);
    } catch (JsonSyntaxException e) {
      throw ApiException.of("InvalidOutput", "Invalid Output: '" + e.problem() + "'");
    }
  }
}
