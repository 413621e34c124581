package dev.stepwell.engine.conformance;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.api.ApiException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a recorded call failed.
 *
 * @param code the error's code; null if none was recorded
 * @param message the text; null if none was recorded
 * @param byClient whether the recorder's own client refused the call, so that AWS never saw it
 */
record ApiError(@Nullable String code, @Nullable String message, boolean byClient) {

  static final ApiError NONE = new ApiError(null, null, false);

  private static final Pattern TEXT =
      Pattern.compile(
          "An error occurred \\((\\w+)\\) when calling the \\w+ operation: (.*)", Pattern.DOTALL);

  static ApiError of(JsonObject expected) {
    JsonObject error = expected;
    if (!isError(expected) && expected.length() > 0) {
      error = expected.object(expected.nameAt(0));
    }
    String code = error.string("error_code");
    String message = error.string("message");
    String text = error.string("exception_value");
    Matcher matcher = TEXT.matcher(text != null ? text : String.valueOf(message));
    if (matcher.matches()) {
      return new ApiError(matcher.group(1), matcher.group(2), false);
    }
    boolean byClient =
        "ParamValidationError".equals(code)
            || (message != null && message.startsWith("Parameter validation failed"));
    return byClient ? new ApiError(null, null, true) : new ApiError(code, message, false);
  }

  private static boolean isError(JsonObject expected) {
    return expected.has("error_code") || expected.has("Error") || expected.has("exception_value");
  }

  /** The message with the words that stand for ARNs marked so. */
  private static String marked(String message) {
    return message.startsWith("Invalid") ? message : message.replaceAll("'(\\w+_arn)'", "'<$1>'");
  }

  @Nullable String difference(ApiException actual, Likeness likeness, String path) {
    if (code != null && !code.equals(actual.code())) {
      return path + ": expected " + code + " but was " + actual.getMessage();
    }
    if (message != null
        && likeness.difference(Json.of(marked(message)), Json.of(actual.text()), path) != null) {
      System.out.println("NOTE " + path + ": '" + message + "' is said '" + actual.text() + "'");
    }
    return null;
  }
}
