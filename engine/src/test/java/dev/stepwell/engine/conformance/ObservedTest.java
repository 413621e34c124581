package dev.stepwell.engine.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.TestState;
import dev.stepwell.engine.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Runs the executions and tests of states that others measured on AWS in 2026. The file is looked
 * for in the system property {@code stepwell.observed}, else beside the project.
 */
class ObservedTest {

  @Test
  void doesWhatOthersMeasured() throws IOException {
    Path file = file();
    assumeTrue(Files.isRegularFile(file), "no measurements at " + file);
    Json root = Json.parse(Files.readString(file));
    JsonArray cases = root instanceof JsonArray array ? array : ((JsonObject) root).array("cases");

    List<String> misses = new ArrayList<>();
    for (Json each : cases) {
      JsonObject measured = (JsonObject) each;
      switch (String.valueOf(measured.string("kind"))) {
        case "execution" -> check(measured, misses);
        case "test-state" -> checkState(measured, misses);
        default -> {}
      }
    }

    assertThat(misses).isEmpty();
  }

  private static Path file() {
    String given = System.getProperty("stepwell.observed");
    return given != null
        ? Path.of(given)
        : Path.of(System.getProperty("stepwell.root", ".."), "../shared/observed/cases.json");
  }

  private static void checkState(JsonObject measured, List<String> misses) {
    JsonObject response;
    try (Engine engine = Engine.builder().build()) {
      response =
          new TestState(engine)
              .testState(
                  JsonObject.of(
                      "definition",
                      Json.of(measured.object("definition").text()),
                      "input",
                      Json.of(measured.find("input").orElse(JsonObject.EMPTY).text())));
    }
    JsonObject expected = measured.object("expected");
    JsonObject.Builder actual = JsonObject.builder();
    for (String member : expected.names()) {
      Json value = response.get(member);
      actual.putIfPresent(
          member,
          member.equals("output") && value instanceof JsonString text
              ? Json.parse(text.value())
              : value);
    }
    if (!actual.build().equals(expected)) {
      misses.add(measured.string("id") + ": was " + response + "\n  instead of " + expected);
    }
  }

  private static void check(JsonObject measured, List<String> misses) {
    JsonObject expected = measured.object("expected");
    Execution execution;
    try (Engine engine =
        Engine.builder()
            .clock(VirtualClock.jumping(Instant.parse("2026-09-20T00:00:00Z")))
            .build()) {
      execution =
          engine
              .start(
                  engine.create("observed", measured.object("definition").text()),
                  null,
                  measured.find("input").orElse(JsonObject.EMPTY))
              .done()
              .orTimeout(20, TimeUnit.SECONDS)
              .join();
    }
    String id = measured.string("id") + ": ";
    String cause = execution.cause().orElse("");
    compare(misses, id + "status", expected.string("status"), execution.status().name());
    compare(misses, id + "error", expected.string("error"), execution.error().orElse(""));
    compare(misses, id + "cause", expected.string("cause"), cause);
    String end = expected.string("causeEndsWith");
    if (end != null && !cause.endsWith(end)) {
      misses.add(id + "cause should end with " + end + " but was " + cause);
    }
    if (expected.has("output") && !execution.output().equals(expected.find("output"))) {
      misses.add(id + "output was " + execution.output() + " " + cause);
    }
    List<String> chain =
        execution.history().stream()
            .map(event -> event.id() + "<" + event.previousEventId() + " " + event.type().word())
            .toList();
    List<String> events = texts(expected.array("events"));
    if (!events.isEmpty() && !events.equals(chain)) {
      misses.add(id + "events were " + chain + "\n  instead of " + events);
    }
    List<String> last = texts(expected.array("lastEvents"));
    if (!chain.subList(chain.size() - last.size(), chain.size()).equals(last)) {
      misses.add(id + "the last events were not " + last);
    }
  }

  private static void compare(
      List<String> misses,
      String what,
      @org.jspecify.annotations.Nullable String expected,
      String actual) {
    if (expected != null && !expected.equals(actual)) {
      misses.add(what + " was " + actual + "\n  instead of " + expected);
    }
  }

  private static List<String> texts(JsonArray array) {
    return array.stream().map(each -> ((JsonString) each).value()).toList();
  }
}
