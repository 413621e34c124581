package dev.stepwell.engine.conformance;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How something ended, held against how it was measured to end.
 *
 * @param status such as {@code SUCCEEDED}
 * @param output null where there is none
 * @param error the error's name; null where there is none
 * @param cause the error's text; null where there is none
 */
record Outcome(
    String status, @Nullable Json output, @Nullable String error, @Nullable String cause) {

  /** Every difference to what was measured; members that were not measured are not compared. */
  List<String> differences(JsonObject expected) {
    List<String> differences = new ArrayList<>();
    compare(differences, "status", expected.string("status"), status);
    compare(differences, "error", expected.string("error"), error);
    compare(differences, "cause", expected.string("cause"), cause);
    String text = String.valueOf(cause);
    String end = expected.string("causeEndsWith");
    if (end != null && !text.endsWith(end)) {
      differences.add("the cause should end with " + end + ", but is " + text);
    }
    String part = expected.string("causeContains");
    if (part != null && !text.contains(part)) {
      differences.add("the cause should contain " + part + ", but is " + text);
    }
    Json wanted = expected.get("output");
    if (wanted != null && !wanted.equals(output)) {
      differences.add("the output should be " + wanted + ", but is " + shortened(output));
    }
    for (Json absent : expected.array("absent")) {
      if (isThere(String.valueOf(absent.toJava()))) {
        differences.add(absent + " should be absent");
      }
    }
    return differences;
  }

  private boolean isThere(String member) {
    return switch (member) {
      case "output" -> output != null;
      case "error" -> error != null;
      case "cause" -> cause != null;
      default -> false;
    };
  }

  static void compare(
      List<String> differences, String what, @Nullable String expected, @Nullable String actual) {
    if (expected != null && !Objects.equals(expected, actual)) {
      differences.add("the " + what + " should be " + expected + ", but is " + actual);
    }
  }

  private static String shortened(@Nullable Json value) {
    String text = String.valueOf(value);
    return text.length() > 200 ? text.substring(0, 200) + "..." : text;
  }
}
