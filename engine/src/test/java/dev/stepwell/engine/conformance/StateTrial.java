package dev.stepwell.engine.conformance;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.engine.AwsBehaviour;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.engine.VirtualClock;
import dev.stepwell.engine.api.ApiException;
import dev.stepwell.engine.api.StepFunctionsApi;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tests a state as it was tested on AWS and says where the response differs first. */
final class StateTrial implements Check {

  private static final Set<String> TEXTS = Set.of("variables", "context");

  private final Recording recording;
  private final Likeness likeness;

  StateTrial(Recording recording) {
    this.recording = recording;
    this.likeness = new Likeness(recording.texts("wildcards"), recording.texts("engine_causes"));
  }

  @Override
  public @Nullable String difference() {
    JsonObject response;
    try (Engine engine = engine()) {
      response = StepFunctionsApi.on(engine).call("TestState", request());
    } catch (ApiException e) {
      return isRefused()
          ? ApiError.of(recording.expected()).difference(e, likeness, "refusal")
          : "refused: " + e;
    } catch (RuntimeException e) {
      return "failed: " + e;
    }
    return isRefused()
        ? "not refused, but " + response.compact()
        : likeness.difference(recording.expected(), decoded(response), "response");
  }

  private boolean isRefused() {
    return recording.expected().has("error_code");
  }

  private Engine engine() {
    return Engine.builder()
        .clock(VirtualClock.jumping(recording.clock()))
        .random(new Random(1))
        .account("111111111111")
        .behaviour(AwsBehaviour.on(recording.recorded().atZone(ZoneOffset.UTC).toLocalDate()))
        .handlers(TaskHandlers.builder().otherwise(arn -> Optional.of(this::answer)).build())
        .build();
  }

  /** Where nothing is mocked, the task gave what the response tells. */
  private void answer(Task task) {
    JsonObject expected = recording.expected();
    Json result = expected.object("inspectionData").get("result");
    if (expected.has("error")) {
      task.fail(expected.string("error"), expected.string("cause"));
    } else if (result != null) {
      task.succeed(result);
    } else {
      task.succeed(expected.find("output").orElse(JsonNull.NULL));
    }
  }

  private JsonObject request() {
    JsonObject.Builder request = JsonObject.builder().put("definition", recording.definition());
    Json input = recording.json().get("input");
    if (input != null) {
      request.put("input", input.text());
    }
    recording
        .json()
        .object("request")
        .forEach(
            (name, value) ->
                request.put(name, TEXTS.contains(name) ? Json.of(value.text()) : value));
    return request.build();
  }

  private static JsonObject decoded(JsonObject response) {
    JsonObject inspected = response.object("inspectionData");
    JsonObject shown = values(response, Set.of("output"));
    return inspected.isEmpty()
        ? shown
        : shown.with("inspectionData", values(inspected, Set.copyOf(inspected.names())));
  }

  private static JsonObject values(JsonObject object, Set<String> texts) {
    JsonObject.Builder decoded = JsonObject.builder();
    object.forEach(
        (name, value) ->
            decoded.put(
                name,
                texts.contains(name) && value instanceof JsonString text
                    ? parsed(text.value())
                    : value));
    return decoded.build();
  }

  private static Json parsed(String text) {
    try {
      return Json.parse(text);
    } catch (JsonSyntaxException e) {
      throw new IllegalStateException("the response should have JSON for '" + text + "'", e);
    }
  }
}
