package dev.stepwell.engine.api;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps tags of state machines and activities. */
final class TagOperations {

  private static final int MOST_TAGS = 50;

  static final Constraint TAGS =
      Constraint.list(
          0,
          Integer.MAX_VALUE,
          Constraint.object(
              Shape.empty()
                  .required("key", Constraint.text(1, 128))
                  .optional("value", Constraint.text(0, 256))));

  private static final Shape ARN = Shape.empty().required("resourceArn", Limits.ARN);

  private final Registry registry;

  TagOperations(Registry registry) {
    this.registry = registry;
  }

  List<Operation> all() {
    return List.of(
        new Operation("ListTagsForResource", ARN, this::list),
        new Operation("TagResource", ARN.required("tags", TAGS), this::tag),
        new Operation(
            "UntagResource",
            ARN.required("tagKeys", Constraint.list(0, 200, Constraint.text(1, 128))),
            this::untag));
  }

  private JsonObject list(Request request) {
    JsonArray tags =
        registry.tags(request.text("resourceArn")).entrySet().stream()
            .map(
                tag ->
                    JsonObject.of("key", Json.of(tag.getKey()), "value", Json.of(tag.getValue())))
            .collect(JsonArray.collector());
    return JsonObject.of("tags", tags);
  }

  private JsonObject tag(Request request) {
    String resource = request.text("resourceArn");
    Map<String, String> tags = registry.tags(resource);
    Map<String, String> all = new LinkedHashMap<>(tags);
    add(request, all);
    if (all.size() > MOST_TAGS) {
      throw ApiException.tooManyTags(resource);
    }
    tags.putAll(all);
    return JsonObject.EMPTY;
  }

  private JsonObject untag(Request request) {
    Map<String, String> tags = registry.tags(request.text("resourceArn"));
    for (Json key : request.array("tagKeys")) {
      tags.remove(((JsonString) key).value());
    }
    return JsonObject.EMPTY;
  }

  /** Adds the tags of a request to others. */
  static void add(Request request, Map<String, String> tags) {
    for (Json each : request.array("tags")) {
      JsonObject tag = (JsonObject) each;
      String value = tag.string("value");
      tags.put(String.valueOf(tag.string("key")), value == null ? "" : value);
    }
  }

  static void refuseTooMany(Request request, String resource) {
    Map<String, String> tags = new LinkedHashMap<>();
    add(request, tags);
    if (tags.size() > MOST_TAGS) {
      throw ApiException.tooManyTags(resource);
    }
  }
}
