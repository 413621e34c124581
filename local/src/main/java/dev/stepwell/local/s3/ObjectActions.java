package dev.stepwell.local.s3;

import static dev.stepwell.local.s3.S3Arguments.conditions;
import static dev.stepwell.local.s3.S3Arguments.seconds;
import static dev.stepwell.local.service.Parameters.text;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.ResumptionRule;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The actions on single objects. */
final class ObjectActions {

  private static final int MOST_DELETED = 1000;

  /** What a task's result may have at most; longer ones are not read at all. */
  private static final int MOST_RESULT = 262_144;

  private static final String OWNER = "ExpectedBucketOwner";

  /** A write under a condition of its own fails when it is made again. */
  private static final ResumptionRule UNLESS_CONDITIONAL =
      arguments ->
          arguments instanceof JsonObject object
                  && (object.has("IfMatch") || object.has("IfNoneMatch"))
              ? Resumption.RECORD
              : Resumption.REPEAT;

  private final ObjectStore store;

  ObjectActions(ObjectStore store) {
    this.store = store;
  }

  void addTo(Service.Builder service) {
    Parameters object = Parameters.required("Bucket", "Key");
    Parameters version = object.optional("VersionId", OWNER);
    Parameters read =
        version.optional("Range", "IfMatch", "IfNoneMatch", "IfModifiedSince", "IfUnmodifiedSince");
    Parameters write =
        object.optional(
            "Body", "ContentType", "Metadata", "Tagging", "IfMatch", "IfNoneMatch", OWNER);
    service
        .action("getObject", read, Resumption.REPEAT, (a, c) -> getObject(a))
        .action("headObject", read, Resumption.REPEAT, (a, c) -> headObject(a))
        .action("putObject", write, UNLESS_CONDITIONAL, (a, c) -> putObject(a))
        .action(
            "copyObject",
            Parameters.required("Bucket", "CopySource", "Key")
                .optional(
                    "ContentType",
                    "Metadata",
                    "MetadataDirective",
                    "Tagging",
                    "TaggingDirective",
                    "CopySourceIfMatch",
                    "CopySourceIfNoneMatch",
                    "CopySourceIfModifiedSince",
                    "CopySourceIfUnmodifiedSince",
                    "IfMatch",
                    "IfNoneMatch",
                    OWNER),
            UNLESS_CONDITIONAL,
            (a, c) -> copyObject(a))
        .action(
            "deleteObject",
            version.optional("IfMatch"),
            UNLESS_CONDITIONAL,
            (a, c) -> deleteObject(a))
        .action(
            "deleteObjects",
            Parameters.required("Bucket", "Delete").optional(OWNER),
            Resumption.REPEAT,
            (a, c) -> deleteObjects(a))
        .action("getObjectTagging", version, Resumption.REPEAT, (a, c) -> getTags(a))
        .action(
            "putObjectTagging",
            Parameters.required("Bucket", "Key", "Tagging").optional(OWNER),
            Resumption.REPEAT,
            (a, c) -> putTags(a))
        .action(
            "deleteObjectTagging",
            object.optional(OWNER),
            Resumption.REPEAT,
            (a, c) -> deleteTags(a))
        // What a distributed Map's ItemReader and ResultWriter name.
        .optimized("getObject", read, Resumption.REPEAT, (a, c) -> getObject(a))
        .optimized("putObject", write, UNLESS_CONDITIONAL, (a, c) -> putObject(a));
  }

  StoredObject find(JsonObject arguments) throws ServiceException {
    StoredObject found =
        store.find(
            text(arguments, "Bucket"), text(arguments, "Key"), arguments.string("VersionId"));
    conditions(arguments, "").checkRead(found.object());
    return found;
  }

  private Json getObject(JsonObject arguments) throws ServiceException {
    StoredObject found = find(arguments);
    long size = found.object().size();
    ByteRange range = ByteRange.of(arguments.string("Range"), size);
    if (range.length() > MOST_RESULT) {
      throw new TaskFailedException(
          "States.DataLimitExceeded",
          "The state/task 'arn:aws:states:::aws-sdk:s3:getObject' returned a result with a size"
              + " exceeding the maximum number of bytes service limit.");
    }
    byte[] content = store.content(text(arguments, "Bucket"), found.object());
    byte[] part =
        Arrays.copyOfRange(content, (int) range.first(), (int) (range.first() + range.length()));
    JsonObject.Builder answer =
        JsonObject.builder()
            .putAll(described(found))
            .put("ContentLength", range.length())
            .put("Body", new String(part, StandardCharsets.UTF_8));
    if (range.isPart()) {
      answer.put("ContentRange", range.header(size));
    }
    return answer.build();
  }

  private Json headObject(JsonObject arguments) throws ServiceException {
    StoredObject found = find(arguments);
    ByteRange range = ByteRange.of(arguments.string("Range"), found.object().size());
    return JsonObject.builder()
        .putAll(described(found))
        .put("ContentLength", range.length())
        .build();
  }

  private static JsonObject described(StoredObject found) {
    S3Object object = found.object();
    return JsonObject.builder()
        .put("AcceptRanges", "bytes")
        .put("ContentLength", object.size())
        .put("ContentType", found.attributes().contentType())
        .put("ETag", object.etag())
        .put("LastModified", seconds(object.lastModified()))
        .put("Metadata", ObjectAttributes.json(found.attributes().metadata()))
        .putIfPresent("VersionId", versionId(found))
        .build();
  }

  private static @Nullable Json versionId(StoredObject found) {
    String id = found.versionId();
    return id == null ? null : Json.of(id);
  }

  private Json putObject(JsonObject arguments) throws ServiceException {
    StoredObject written =
        store.put(
            text(arguments, "Bucket"),
            text(arguments, "Key"),
            new ByteArrayInputStream(S3Arguments.body(arguments)),
            S3Arguments.attributes(arguments),
            conditions(arguments, ""));
    return JsonObject.builder()
        .put("ETag", written.object().etag())
        .putIfPresent("VersionId", versionId(written))
        .build();
  }

  private Json copyObject(JsonObject arguments) throws ServiceException {
    StoredObject copy = S3Arguments.copy(store, arguments);
    return JsonObject.builder()
        .put(
            "CopyObjectResult",
            JsonObject.of(
                "ETag",
                Json.of(copy.object().etag()),
                "LastModified",
                Json.of(seconds(copy.object().lastModified()))))
        .putIfPresent("VersionId", versionId(copy))
        .build();
  }

  private Json deleteObject(JsonObject arguments) throws ServiceException {
    Deletion deletion =
        store.delete(
            text(arguments, "Bucket"),
            text(arguments, "Key"),
            arguments.string("VersionId"),
            conditions(arguments, ""));
    JsonObject.Builder answer = JsonObject.builder();
    if (deletion.isMarker()) {
      answer.put("DeleteMarker", true);
    }
    return answer.putIfPresent("VersionId", deletion.versionId()).build();
  }

  JsonObject deleteObjects(JsonObject arguments) throws ServiceException {
    String bucket = text(arguments, "Bucket");
    JsonObject delete = arguments.object("Delete");
    JsonArray objects = delete.array("Objects");
    if (objects.length() < 1 || objects.length() > MOST_DELETED) {
      throw ServiceException.refused(
          "MalformedXML",
          "The XML you provided was not well-formed or did not validate against our published"
              + " schema: Delete takes 1 to 1000 objects, but has "
              + objects.length());
    }
    store.folder(bucket);
    List<Json> deleted = new ArrayList<>();
    List<Json> errors = new ArrayList<>();
    for (Json each : objects) {
      JsonObject object = each instanceof JsonObject members ? members : JsonObject.EMPTY;
      try {
        deleted.add(deleteOne(bucket, object));
      } catch (ServiceException refused) {
        errors.add(
            JsonObject.builder()
                .put("Code", refused.code())
                .put("Message", refused.reason())
                .putIfPresent("Key", object.get("Key"))
                .putIfPresent("VersionId", object.get("VersionId"))
                .build());
      }
    }
    JsonObject.Builder answer = JsonObject.builder();
    if (!Json.of(true).equals(delete.get("Quiet"))) {
      answer.put("Deleted", JsonArray.of(deleted));
    }
    if (!errors.isEmpty()) {
      answer.put("Errors", JsonArray.of(errors));
    }
    return answer.build();
  }

  private Json deleteOne(String bucket, JsonObject object) throws ServiceException {
    String version = object.string("VersionId");
    Deletion deletion =
        store.delete(
            bucket,
            text(object, "Key"),
            version,
            new Conditions(object.string("ETag"), null, null, null));
    JsonObject.Builder shown =
        JsonObject.builder()
            .putIfPresent("Key", object.get("Key"))
            .putIfPresent("VersionId", version);
    if (deletion.isMarker()) {
      shown.put("DeleteMarker", true).putIfPresent("DeleteMarkerVersionId", deletion.versionId());
    }
    return shown.build();
  }

  JsonObject getTags(JsonObject arguments) throws ServiceException {
    StoredObject found = find(arguments);
    List<Json> tags = new ArrayList<>();
    found
        .attributes()
        .tags()
        .forEach(
            (name, value) ->
                tags.add(JsonObject.of("Key", Json.of(name), "Value", Json.of(value))));
    return JsonObject.builder()
        .put("TagSet", JsonArray.of(tags))
        .putIfPresent("VersionId", versionId(found))
        .build();
  }

  JsonObject putTags(JsonObject arguments) throws ServiceException {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Json each : arguments.object("Tagging").array("TagSet")) {
      JsonObject tag = each instanceof JsonObject members ? members : JsonObject.EMPTY;
      String name = S3Arguments.orEmpty(tag, "Key");
      if (tags.put(name, S3Arguments.orEmpty(tag, "Value")) != null) {
        throw ServiceException.refused(
            "InvalidTag", "Cannot provide multiple Tags with the same key: '" + name + "'");
      }
    }
    store.setTags(text(arguments, "Bucket"), text(arguments, "Key"), tags);
    return JsonObject.EMPTY;
  }

  JsonObject deleteTags(JsonObject arguments) throws ServiceException {
    store.setTags(text(arguments, "Bucket"), text(arguments, "Key"), Map.of());
    return JsonObject.EMPTY;
  }
}
