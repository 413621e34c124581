package dev.stepwell.engine.conformance;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.TestState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A single state, tested by TestState. */
record MeasuredState(JsonObject measured) implements Check {

  @Override
  public @Nullable String difference() {
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
    String output = response.string("output");
    List<String> differences =
        new Outcome(
                String.valueOf(response.string("status")),
                output == null ? null : Json.parse(output),
                response.string("error"),
                response.string("cause"))
            .differences(measured.object("expected"));
    return differences.isEmpty() ? null : differences.get(0);
  }
}
