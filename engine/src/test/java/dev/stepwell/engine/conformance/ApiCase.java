package dev.stepwell.engine.conformance;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.AwsBehaviour;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.HistoryEvent;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.engine.VirtualClock;
import dev.stepwell.engine.api.ApiException;
import dev.stepwell.engine.api.StepFunctionsApi;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A sequence of API calls. After each the engine does all that it can, as the recorder waited. */
final class ApiCase implements Check {

  private static final long LIMIT_SECONDS = 20;

  private final Recording recording;
  private final Likeness likeness;
  private final ApiParameters parameters;
  private volatile JsonObject lastLogRecord = JsonObject.EMPTY;

  ApiCase(Recording recording) {
    this.recording = recording;
    this.likeness = new Likeness(recording.texts("wildcards"), recording.texts("engine_causes"));
    this.parameters = new ApiParameters(likeness);
  }

  @Override
  public @Nullable String difference() {
    try (Engine engine = engine()) {
      StepFunctionsApi api = StepFunctionsApi.on(engine);
      prepare(engine);
      int number = 0;
      for (Json each : recording.json().array("calls")) {
        number++;
        String difference = call(api, (JsonObject) each, "call " + number);
        if (difference != null) {
          return difference;
        }
        engine.settled().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
      }
      return null;
    } catch (RuntimeException e) {
      return "failed: " + e;
    }
  }

  private Engine engine() {
    boolean stops = recording.json().array("calls").compact().contains("\"stop_execution\"");
    return Engine.builder()
        .clock(
            stops ? VirtualClock.still(recording.clock()) : VirtualClock.jumping(recording.clock()))
        .random(new Random(1))
        .account("111111111111")
        .behaviour(AwsBehaviour.on(recording.recorded().atZone(ZoneOffset.UTC).toLocalDate()))
        .listener(this::log)
        .handlers(
            new StagedObjects(recording)
                .serve(TaskHandlers.builder())
                .otherwise(
                    arn -> arn.contains(":::states:") ? Optional.empty() : Optional.of(task -> {}))
                .build())
        .build();
  }

  private void log(String executionArn, HistoryEvent event) {
    JsonObject decoded = Histories.decoded(event.json());
    lastLogRecord =
        JsonObject.builder()
            .put("details", Recording.details(decoded))
            .put("event_timestamp", "timestamp")
            .put("execution_arn", executionArn)
            .put("id", String.valueOf(event.id()))
            .put("previous_event_id", String.valueOf(event.previousEventId()))
            .put("redrive_count", "0")
            .put("type", event.type().word())
            .build();
  }

  /** Creates the state machine of cases that deployed it in another way. */
  private void prepare(Engine engine) {
    List<JsonObject> calls =
        recording.json().array("calls").stream().map(JsonObject.class::cast).toList();
    if (calls.stream().anyMatch(each -> "create_state_machine".equals(each.string("operation")))) {
      return;
    }
    for (JsonObject each : calls) {
      String arn = each.object("params").string("stateMachineArn");
      String definition = deployed(each.object("expected"));
      if (arn != null && definition != null) {
        String name = arn.substring(arn.lastIndexOf(':') + 1);
        engine.create(name, definition, recording.typeOrStandard(), recording.roleArn());
        return;
      }
    }
  }

  private static @Nullable String deployed(JsonObject expected) {
    return expected.names().stream()
        .map(name -> expected.object(name).object("definition"))
        .filter(definition -> !definition.isEmpty())
        .map(JsonObject::compact)
        .findFirst()
        .orElse(null);
  }

  private @Nullable String call(StepFunctionsApi api, JsonObject call, String number) {
    String recorded = String.valueOf(call.string("operation"));
    JsonObject expected = call.object("expected");
    String path = recording + " " + number + " " + recorded;
    if (!"stepfunctions".equals(call.string("service")) && !recorded.equals("observe")) {
      return expected.isEmpty() ? null : path + ": is a call of another service";
    }
    if (recorded.equals("observe")) {
      return likeness.difference(expected.get("end_event"), lastLogRecord, path);
    }
    boolean fails = Json.of(true).equals(call.get("error"));
    ApiError error = fails ? ApiError.of(expected) : ApiError.NONE;
    if (error.byClient() && call.object("params").compact().contains(":null")) {
      // A null is a type error for that client, and no member at all on the wire.
      return null;
    }
    String operation =
        Arrays.stream(recorded.split("_"))
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
    JsonObject request = parameters.filled(call.object("params"), fails, error.code());
    if ("StateMachineAlreadyExists".equals(error.code())) {
      // The recording has lost the white space by which definitions differed.
      String definition = String.valueOf(request.string("definition"));
      request = request.with("definition", Json.of(Json.parse(definition).pretty()));
    }
    JsonObject response;
    try {
      response = api.call(operation, request);
    } catch (ApiException refusal) {
      return fails
          ? error.difference(refusal, likeness, path)
          : path + ": refused, " + refusal.getMessage();
    }
    if (fails) {
      return path + ": expected to be refused with " + error + ", but was " + response;
    }
    parameters.see(response);
    return compare(api, operation, request, response, expected, path);
  }

  private @Nullable String compare(
      StepFunctionsApi api,
      String operation,
      JsonObject request,
      JsonObject response,
      JsonObject expected,
      String path) {
    List<Json> listed = new ArrayList<>();
    for (String name : expected.names()) {
      if (expected.get(name) instanceof JsonArray elements) {
        elements.forEach(listed::add);
        continue;
      }
      String difference =
          likeness.difference(
              ApiValues.expected(expected.object(name)),
              ApiValues.actual(response),
              path + " " + name);
      if (difference != null) {
        return difference;
      }
    }
    return expected.names().stream().noneMatch(name -> expected.get(name) instanceof JsonArray)
        ? null
        : likeness.difference(
            ApiValues.expected(JsonArray.of(listed)),
            ApiValues.actual(all(api, operation, request, response)),
            path);
  }

  /** Bare lists were recorded: the elements of this page and all that follow. */
  private static JsonArray all(
      StepFunctionsApi api, String operation, JsonObject request, JsonObject first) {
    List<Json> elements = new ArrayList<>();
    JsonObject page = first;
    while (true) {
      for (String name : page.names()) {
        page.array(name).forEach(elements::add);
      }
      Json token = page.get("nextToken");
      if (token == null) {
        return JsonArray.of(elements);
      }
      page = api.call(operation, request.with("nextToken", token));
    }
  }
}
