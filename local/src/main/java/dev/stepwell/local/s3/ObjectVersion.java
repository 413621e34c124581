package dev.stepwell.local.s3;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import java.time.Instant;

/**
 * One version of an object, or a delete marker.
 *
 * @param id the version's id; {@code null}, the text, for what was written without versioning
 * @param isMarker whether it is a delete marker, which has neither content nor attributes
 * @param size the length in bytes
 * @param etag the entity tag, in double quotes
 * @param lastModified when it was written
 * @param attributes what is kept beside the content
 */
public record ObjectVersion(
    String id,
    boolean isMarker,
    long size,
    String etag,
    Instant lastModified,
    ObjectAttributes attributes) {

  /** The id of what was written without versioning. */
  public static final String NULL = "null";

  static ObjectVersion of(String id, S3Object object, ObjectAttributes attributes) {
    return new ObjectVersion(
        id, false, object.size(), object.etag(), object.lastModified(), attributes);
  }

  static ObjectVersion marker(String id, Instant at) {
    return new ObjectVersion(id, true, 0, "", at, ObjectAttributes.NONE);
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("VersionId", id)
        .put("IsMarker", isMarker)
        .put("Size", size)
        .put("ETag", etag)
        .put("LastModified", lastModified.toString())
        .put("Attributes", attributes.json())
        .build();
  }

  static ObjectVersion of(JsonObject json) {
    return new ObjectVersion(
        String.valueOf(json.string("VersionId")),
        Json.of(true).equals(json.get("IsMarker")),
        json.get("Size") instanceof JsonNumber size ? size.longValue() : 0,
        String.valueOf(json.string("ETag")),
        Instant.parse(String.valueOf(json.string("LastModified"))),
        ObjectAttributes.of(json.object("Attributes")));
  }
}
