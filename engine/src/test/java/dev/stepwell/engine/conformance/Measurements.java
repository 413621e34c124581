package dev.stepwell.engine.conformance;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What others measured on AWS in 2026: single expressions, states, definitions and executions. */
final class Measurements {

  private Measurements() {}

  /** Repeats every measurement in a file, and prints those that come out different. */
  static Tally repeat(Path file) throws IOException {
    Tally tally = new Tally();
    for (Json each : ((JsonObject) Json.parse(Files.readString(file))).array("cases")) {
      JsonObject measured = (JsonObject) each;
      String difference = check(measured).difference();
      tally.count(difference == null);
      if (difference != null) {
        System.out.println("MISS " + measured.string("id") + " | " + difference);
      }
    }
    return tally;
  }

  private static Check check(JsonObject measured) {
    return switch (String.valueOf(measured.string("kind"))) {
      case "evaluate" -> new MeasuredExpression(measured);
      case "execution" -> new MeasuredExecution(measured);
      case "test-state" -> new MeasuredState(measured);
      case "validate" -> new MeasuredValidation(measured);
      default -> () -> "is of a kind unknown here";
    };
  }
}
