package dev.stepwell.cli.compile;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.CompiledTrigger;
import java.util.List;

/** What starts the workflows, as data for whoever deploys the definitions without the template. */
final class TriggerFile {

  private TriggerFile() {}

  static String of(List<Compiled> workflows) {
    JsonObject.Builder file = JsonObject.builder();
    for (Compiled workflow : workflows) {
      file.put(
          workflow.name(),
          workflow.triggers().stream().map(TriggerFile::json).collect(JsonArray.collector()));
    }
    return file.build().pretty();
  }

  private static JsonObject json(CompiledTrigger trigger) {
    JsonObject.Builder json = JsonObject.builder().put("Name", trigger.name());
    if (trigger instanceof CompiledTrigger.Schedule schedule) {
      return json.put("ScheduleExpression", schedule.expression())
          .put("ScheduleExpressionTimezone", schedule.zone())
          .put("Input", schedule.input())
          .build();
    }
    if (trigger instanceof CompiledTrigger.ExecutionLost lost) {
      return json.put("Workflow", lost.workflow())
          .put("EventPattern", lost.pattern())
          .put("InputPathsMap", lost.inputPaths())
          .put("InputTemplate", lost.inputTemplate())
          .build();
    }
    if (trigger instanceof CompiledTrigger.AssetsUpdated assets) {
      return json.put(
              "Assets",
              assets.condition().assets().stream()
                  .<Json>map(asset -> Json.of(asset.uri()))
                  .collect(JsonArray.collector()))
          .put("Input", assets.input())
          .build();
    }
    if (trigger instanceof CompiledTrigger.Continuous continuous) {
      return json.put("Continuous", true).put("Input", continuous.input()).build();
    }
    CompiledTrigger.ObjectCreated object = (CompiledTrigger.ObjectCreated) trigger;
    if (object.exactlyOnce()) {
      json.put("ExactlyOnce", true);
    }
    return json.put("Bucket", object.bucket())
        .put("EventPattern", object.pattern())
        .put("InputPathsMap", object.inputPaths())
        .put("InputTemplate", object.inputTemplate())
        .build();
  }
}
