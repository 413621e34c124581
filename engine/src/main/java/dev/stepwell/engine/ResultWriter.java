package dev.stepwell.engine;

import dev.stepwell.asl.MapState;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.expression.Template;
import dev.stepwell.engine.expression.Templates;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a distributed Map's results to S3.
 *
 * @param resource whom to hand them to; null to keep them as the state's result
 * @param arguments where they go
 * @param config in which shape
 */
record ResultWriter(@Nullable String resource, Template arguments, JsonObject config) {

  /** Why results cannot be written. */
  static final String FAILED = "States.ResultWriterFailed";

  static @Nullable ResultWriter of(MapState state, boolean jsonata) {
    JsonObject written = state.resultWriter();
    if (written == null) {
      return null;
    }
    return new ResultWriter(
        written.string("Resource"),
        jsonata
            ? Templates.jsonata(written.object("Arguments"), "ResultWriter/Arguments")
            : Templates.payload(written.object("Parameters"), "Parameters"),
        written.object("WriterConfig"));
  }

  /** The outputs of the children in the shape asked for. */
  List<Json> shaped(List<Run> children, boolean export) {
    String shape =
        Optional.ofNullable(config.string("Transformation")).orElse(export ? "NONE" : "COMPACT");
    List<Json> entries = new ArrayList<>();
    for (Run child : children) {
      Json output = child.output().orElse(null);
      if (shape.equals("NONE") || output == null) {
        entries.add(description(child));
      } else if (shape.equals("FLATTEN") && output instanceof JsonArray array) {
        array.forEach(entries::add);
      } else {
        entries.add(output);
      }
    }
    return entries;
  }

  /** Writes everything, and then gives the state's result. */
  void write(
      Frame frame,
      String mapRunArn,
      JsonObject target,
      List<Run> ended,
      Consumer<Json> done,
      Consumer<String> failed) {
    String uuid = mapRunArn.substring(mapRunArn.lastIndexOf(':') + 1);
    String prefix = Optional.ofNullable(target.string("Prefix")).orElse("");
    String folder = (prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/") + uuid + "/";
    String bucket = String.valueOf(target.string("Bucket"));
    List<JsonObject> puts = new ArrayList<>();
    JsonArray good = file(bucket, folder + "SUCCEEDED_0.json", ended, true, puts);
    JsonArray bad = file(bucket, folder + "FAILED_0.json", ended, false, puts);
    JsonObject files =
        JsonObject.builder()
            .put("FAILED", bad)
            .put("PENDING", JsonArray.EMPTY)
            .put("SUCCEEDED", good)
            .build();
    JsonObject manifest =
        JsonObject.builder()
            .put("DestinationBucket", bucket)
            .put("MapRunArn", mapRunArn)
            .put("ResultFiles", files)
            .build();
    puts.add(put(bucket, folder + "manifest.json", manifest.compact()));
    Json result =
        JsonObject.of(
            "MapRunArn",
            Json.of(mapRunArn),
            "ResultWriterDetails",
            JsonObject.of("Bucket", Json.of(bucket), "Key", Json.of(folder + "manifest.json")));
    next(frame, puts, 0, () -> done.accept(result), failed);
  }

  private void next(
      Frame frame, List<JsonObject> puts, int at, Runnable done, Consumer<String> failed) {
    if (at == puts.size()) {
      done.run();
      return;
    }
    ServiceCall.make(
        frame,
        String.valueOf(resource),
        puts.get(at),
        answer -> next(frame, puts, at + 1, done, failed),
        failed);
  }

  private JsonArray file(
      String bucket, String key, List<Run> ended, boolean good, List<JsonObject> puts) {
    List<Run> chosen =
        ended.stream()
            .filter(child -> (child.status() == ExecutionStatus.SUCCEEDED) == good)
            .toList();
    if (chosen.isEmpty()) {
      return JsonArray.EMPTY;
    }
    List<Json> entries = shaped(chosen, true);
    String text =
        "JSONL".equals(config.string("OutputType"))
            ? entries.stream().map(Json::compact).collect(Collectors.joining("\n", "", "\n"))
            : JsonArray.of(entries).compact();
    puts.add(put(bucket, key, text));
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    return JsonArray.of(JsonObject.of("Key", Json.of(key), "Size", Json.of(size)));
  }

  private static JsonObject put(String bucket, String key, String body) {
    return JsonObject.builder().put("Bucket", bucket).put("Key", key).put("Body", body).build();
  }

  private static JsonObject description(Run child) {
    JsonObject included = JsonObject.of("Included", Json.of(true));
    JsonObject.Builder json = JsonObject.builder();
    child.cause().ifPresent(text -> json.put("Cause", text));
    child.error().ifPresent(text -> json.put("Error", text));
    json.put("ExecutionArn", child.arn())
        .put("Input", child.input().text())
        .put("InputDetails", included)
        .put("Name", child.name());
    child
        .output()
        .ifPresent(output -> json.put("Output", output.text()).put("OutputDetails", included));
    return json.put("StartDate", child.startTime().toString())
        .put("StateMachineArn", child.stateMachine().arn())
        .put("Status", child.status().name())
        .put("StopDate", child.stopTime().orElse(child.startTime()).toString())
        .build();
  }
}
