package dev.stepwell.cli.run;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the sentence in an error's cause. Many services put a whole JSON document there. */
final class Cause {

  private Cause() {}

  /**
   * What a person wants to read: the message of a Lambda error or of a failed job run, else the
   * cause as it is.
   */
  static String readable(String cause) {
    if (!cause.startsWith("{")) {
      return cause;
    }
    try {
      JsonObject document = (JsonObject) Json.parse(cause);
      return Stream.of("errorMessage", "ErrorMessage", "Error", "Message", "message")
          .flatMap(member -> Optional.ofNullable(document.string(member)).stream())
          .findFirst()
          .orElse(cause);
    } catch (JsonSyntaxException e) {
      return cause; // text that only looks like JSON
    }
  }
}
