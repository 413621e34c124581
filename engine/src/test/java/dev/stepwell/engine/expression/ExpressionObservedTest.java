package dev.stepwell.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What others observed AWS to answer to single expressions. */
class ExpressionObservedTest {

  /** Raise it when more are met; never lower it. */
  private static final int MET = 82;

  @Test
  void answersWhatAwsWasObservedToAnswer() throws IOException {
    Path cases = cases();
    Assumptions.assumeTrue(Files.exists(cases), () -> "no observed cases at " + cases);
    List<String> misses = new ArrayList<>();
    int met = 0;
    int count = 0;
    for (Json each : ((JsonObject) Json.parse(Files.readString(cases))).array("cases")) {
      JsonObject observed = (JsonObject) each;
      if (!"evaluate".equals(observed.string("kind"))) {
        continue;
      }
      count++;
      String difference = difference(observed);
      if (difference == null) {
        met++;
      } else {
        misses.add(observed.string("id") + ": " + difference);
      }
    }
    misses.forEach(System.out::println);
    System.out.println("observed expressions: " + met + " of " + count);
    assertThat(met).as("observed expressions met; misses: %s", misses).isGreaterThanOrEqualTo(MET);
  }

  private static Path cases() {
    String given = System.getProperty("stepwell.observed");
    return given != null
        ? Path.of(given)
        : Path.of(System.getProperty("stepwell.root"), "..", "shared", "observed", "cases.json");
  }

  private static @Nullable String difference(JsonObject observed) {
    JsonObject expected = observed.object("expected");
    String text = observed.string("inputText");
    Json input = text == null ? observed.object("input") : Json.parse(text);
    Scope scope = Given.input(input.text());
    try {
      Template template =
          Templates.jsonata(
              Json.of("{% " + observed.string("expression") + " %}"), observed.string("field"));
      Json output = template.evaluate(scope);
      if (!"SUCCEEDED".equals(expected.string("status"))) {
        return "gave " + shortened(output.compact());
      }
      String printed = JsonObject.of("v", output).compact();
      String exact = expected.string("outputText");
      Json wanted = expected.get("output");
      boolean right =
          exact != null ? printed.equals(exact) : wanted != null && output.equals(wanted);
      return right ? null : "gave " + shortened(printed) + " instead of " + exact + wanted;
    } catch (EvaluationException e) {
      return failure(expected, e);
    } catch (IllegalArgumentException e) {
      return "is refused: " + e.getMessage();
    }
  }

  private static @Nullable String failure(JsonObject expected, EvaluationException e) {
    String exact = expected.string("cause");
    String end = expected.string("causeEndsWith");
    String part = expected.string("causeContains");
    boolean right =
        e.error().equals(expected.string("error"))
            && (exact == null || e.cause().equals(exact))
            && (end == null || e.cause().endsWith(end))
            && (part == null || e.cause().contains(part));
    return right ? null : "failed with " + e.cause() + " instead of " + expected.compact();
  }

  private static String shortened(String text) {
    return text.length() > 200 ? text.substring(0, 200) + "..." : text;
  }

  @Test
  void printsIntegersBeyond64BitsAsJavaDoes() {
    assertThat(JsonNumber.parse("9223372036854775808").canonical())
        .hasToString("9.223372036854776E18");
  }
}
