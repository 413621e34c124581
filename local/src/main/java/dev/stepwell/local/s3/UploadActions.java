package dev.stepwell.local.s3;

import static dev.stepwell.local.s3.S3Arguments.conditions;
import static dev.stepwell.local.s3.S3Arguments.seconds;
import static dev.stepwell.local.service.Parameters.text;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The actions of uploads in parts. */
final class UploadActions {

  private static final String ID = "UploadId";
  private static final String OWNER = "ExpectedBucketOwner";

  private final Uploads uploads;

  UploadActions(Uploads uploads) {
    this.uploads = uploads;
  }

  void addTo(Service.Builder service) {
    Parameters object = Parameters.required("Bucket", "Key").optional(OWNER);
    Parameters upload = Parameters.required("Bucket", "Key", ID).optional(OWNER);
    service
        .action(
            "createMultipartUpload",
            object.optional("ContentType", "Metadata", "Tagging"),
            Resumption.REPEAT,
            (a, c) -> create(a))
        .action(
            "uploadPart",
            Parameters.required("Bucket", "Key", ID, "PartNumber").optional("Body", OWNER),
            Resumption.REPEAT,
            (a, c) -> put(a, new ByteArrayInputStream(S3Arguments.body(a))))
        .action("listParts", upload, Resumption.REPEAT, (a, c) -> list(a))
        .action(
            "completeMultipartUpload",
            upload.optional("MultipartUpload", "IfMatch", "IfNoneMatch"),
            (a, c) -> complete(a))
        .action("abortMultipartUpload", upload, (a, c) -> abort(a));
  }

  JsonObject create(JsonObject arguments) throws ServiceException {
    String bucket = text(arguments, "Bucket");
    String key = text(arguments, "Key");
    return JsonObject.builder()
        .put("Bucket", bucket)
        .put("Key", key)
        .put(ID, uploads.create(bucket, key, S3Arguments.attributes(arguments)))
        .build();
  }

  JsonObject put(JsonObject arguments, InputStream content) throws ServiceException {
    Uploads.Part part =
        uploads.put(
            text(arguments, "Bucket"),
            text(arguments, "Key"),
            text(arguments, ID),
            S3Arguments.number(arguments, "PartNumber"),
            content);
    return JsonObject.of("ETag", Json.of(part.etag()));
  }

  JsonObject list(JsonObject arguments) throws ServiceException {
    List<Json> parts = new ArrayList<>();
    for (Uploads.Part part :
        uploads.parts(text(arguments, "Bucket"), text(arguments, "Key"), text(arguments, ID))) {
      parts.add(
          JsonObject.builder()
              .put("PartNumber", part.number())
              .put("ETag", part.etag())
              .put("Size", part.size())
              .put("LastModified", seconds(part.lastModified()))
              .build());
    }
    return JsonObject.builder()
        .putIfPresent("Bucket", arguments.get("Bucket"))
        .putIfPresent("Key", arguments.get("Key"))
        .putIfPresent(ID, arguments.get(ID))
        .put("IsTruncated", false)
        .put("Parts", JsonArray.of(parts))
        .build();
  }

  JsonObject complete(JsonObject arguments) throws ServiceException {
    List<Uploads.PartName> names = new ArrayList<>();
    for (Json each : arguments.object("MultipartUpload").array("Parts")) {
      JsonObject part = each instanceof JsonObject members ? members : JsonObject.EMPTY;
      names.add(
          new Uploads.PartName(
              S3Arguments.number(part, "PartNumber"), S3Arguments.orEmpty(part, "ETag")));
    }
    String bucket = text(arguments, "Bucket");
    String key = text(arguments, "Key");
    StoredObject written =
        uploads.complete(bucket, key, text(arguments, ID), names, conditions(arguments, ""));
    return JsonObject.builder()
        .put("Location", "/" + bucket + "/" + key)
        .put("Bucket", bucket)
        .put("Key", key)
        .put("ETag", written.object().etag())
        .putIfPresent("VersionId", written.versionId())
        .build();
  }

  JsonObject abort(JsonObject arguments) throws ServiceException {
    uploads.abort(text(arguments, "Bucket"), text(arguments, "Key"), text(arguments, ID));
    return JsonObject.EMPTY;
  }
}
