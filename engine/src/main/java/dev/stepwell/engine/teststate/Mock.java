package dev.stepwell.engine.teststate;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What a state's work is said to have given, instead of being done. Either a result or a failure.
 *
 * @param result what the work gave; null if it failed
 * @param failure how the work failed; null if it gave something
 * @param mode how the result is held against what the service answers
 */
public record Mock(
    @Nullable Json result, @Nullable MockedFailure failure, FieldValidationMode mode) {

  /**
   * A failure.
   *
   * @param error its name; null for none
   * @param cause its text; null for none
   */
  public record MockedFailure(@Nullable String error, @Nullable String cause) {}

  static @Nullable Mock of(JsonObject request) {
    Json written = request.get("mock");
    if (written == null || written == JsonNull.NULL) {
      return null;
    }
    JsonObject mock = request.object("mock");
    String result = mock.string("result");
    boolean fails = mock.has("errorOutput");
    if (result != null && fails) {
      throw TestStateException.validation(
          "A test mock should have only one of the following fields: [result, errorOutput].");
    }
    if (result == null && !fails) {
      throw TestStateException.validation(
          "A test mock should have one of the following fields: [result, errorOutput].");
    }
    JsonObject failure = mock.object("errorOutput");
    return new Mock(
        result == null ? null : parsed(result),
        fails ? new MockedFailure(failure.string("error"), failure.string("cause")) : null,
        Words.of(FieldValidationMode.class, mock, "fieldValidationMode", "mock."));
  }

  private static Json parsed(String result) {
    try {
      return Json.parse(result);
    } catch (JsonSyntaxException e) {
      throw TestStateException.validation("Mocked result must be valid JSON");
    }
  }
}
