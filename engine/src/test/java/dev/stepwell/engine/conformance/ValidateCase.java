package dev.stepwell.engine.conformance;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.api.StepFunctionsApi;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What ValidateStateMachineDefinition says; texts and places are only noted. */
final class ValidateCase implements Check {

  private final Recording recording;

  ValidateCase(Recording recording) {
    this.recording = recording;
  }

  @Override
  public @Nullable String difference() {
    JsonObject actual = validate();
    Likeness likeness = new Likeness(recording.texts("wildcards"), Set.of());
    String whole = likeness.difference(recording.expected(), actual, recording.toString());
    String difference = likeness.difference(rough(recording.expected()), rough(actual), "answer");
    if (difference == null && whole != null) {
      System.out.println("NOTE " + whole);
    }
    return difference;
  }

  private JsonObject validate() {
    try (Engine engine = Engine.builder().build()) {
      return StepFunctionsApi.on(engine)
          .call(
              "ValidateStateMachineDefinition",
              JsonObject.builder()
                  .put("definition", recording.definition())
                  .put("type", recording.type().name())
                  .putAll(recording.json().object("request"))
                  .build());
    }
  }

  private static JsonObject rough(JsonObject answer) {
    JsonArray codes =
        answer.array("diagnostics").stream()
            .map(
                each ->
                    Json.of(
                        ((JsonObject) each).string("severity")
                            + " "
                            + ((JsonObject) each).string("code")))
            .collect(JsonArray.collector());
    return answer.with("diagnostics", codes);
  }
}
