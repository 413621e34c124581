package dev.stepwell.engine.conformance;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.engine.TaskHandlers;
import java.util.ArrayList;
import java.util.List;

/** The S3 objects that were put before a case was recorded. */
final class StagedObjects {

  private final List<JsonObject> objects = new ArrayList<>();

  StagedObjects(Recording recording) {
    for (Json step : recording.json().array("setup")) {
      if (step instanceof JsonObject each && "put_object".equals(each.string("operation"))) {
        objects.add(each.object("params"));
      }
    }
  }

  /** Serves what item readers and result writers ask for. */
  TaskHandlers.Builder serve(TaskHandlers.Builder handlers) {
    return handlers
        .direct("arn:aws:states:::s3:getObject", request -> get((JsonObject) request))
        .direct("arn:aws:states:::s3:listObjectsV2", request -> list((JsonObject) request))
        .direct("arn:aws:states:::s3:putObject", request -> JsonObject.EMPTY);
  }

  private Json get(JsonObject request) {
    return objects.stream()
        .filter(each -> same(each, request, "Bucket") && same(each, request, "Key"))
        .findFirst()
        .map(each -> JsonObject.of("Body", each.find("Body").orElseThrow()))
        .orElseThrow(() -> new TaskFailedException("S3.NoSuchKeyException", "no such key"));
  }

  private Json list(JsonObject request) {
    JsonArray found =
        objects.stream()
            .filter(each -> same(each, request, "Bucket"))
            .map(StagedObjects::entry)
            .collect(JsonArray.collector());
    return JsonObject.of("Contents", found);
  }

  private static Json entry(JsonObject object) {
    String body = String.valueOf(object.string("Body"));
    return JsonObject.builder()
        .put("ETag", "etag-" + body.hashCode())
        .put("LastModified", "2024-01-01T00:00:00Z")
        .put("Key", object.find("Key").orElseThrow())
        .put("Size", body.length())
        .put("StorageClass", "STANDARD")
        .build();
  }

  private static boolean same(JsonObject object, JsonObject request, String member) {
    return object.find(member).equals(request.find(member));
  }
}
