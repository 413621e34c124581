package dev.stepwell.local.s3;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.Account;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an object, in the two shapes in which S3 tells of it: the notification
 * that goes to functions, queues and topics, and the event that goes to EventBridge. Immutable.
 *
 * @param kind what happened
 * @param bucket the bucket's name
 * @param key the key as it is, without any encoding
 * @param size the object's length in bytes; 0 for a removed one
 * @param etag the entity tag without quotes; empty for a removed object
 * @param versionId the version's id; null in a bucket without versions
 * @param sequencer 18 hexadecimal digits that grow with every event of the store, hence of a key
 * @param time when it happened
 */
public record ObjectEvent(
    Kind kind,
    String bucket,
    String key,
    long size,
    String etag,
    @Nullable String versionId,
    String sequencer,
    Instant time) {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final String CALLER = "127.0.0.1";

  /** What can happen to an object. */
  public enum Kind {
    /** It was uploaded in one piece. */
    PUT("ObjectCreated:Put", "Object Created", "PutObject", ""),
    /** It was copied from another object. */
    COPY("ObjectCreated:Copy", "Object Created", "CopyObject", ""),
    /** It was uploaded in parts, the last of which has come. */
    COMPLETE_MULTIPART_UPLOAD(
        "ObjectCreated:CompleteMultipartUpload", "Object Created", "CompleteMultipartUpload", ""),
    /** It, or one version of it, is gone for good. */
    DELETE("ObjectRemoved:Delete", "Object Deleted", "DeleteObject", "Permanently Deleted"),
    /** It is hidden by a delete marker. */
    DELETE_MARKER(
        "ObjectRemoved:DeleteMarkerCreated",
        "Object Deleted",
        "DeleteObject",
        "Delete Marker Created");

    private final String eventName;
    private final String detailType;
    private final String reason;
    private final String deletionType;

    Kind(String eventName, String detailType, String reason, String deletionType) {
      this.eventName = eventName;
      this.detailType = detailType;
      this.reason = reason;
      this.deletionType = deletionType;
    }

    /** The name in notifications, such as {@code ObjectCreated:Put}; without {@code s3:}. */
    public String eventName() {
      return eventName;
    }

    /** The detail type in EventBridge: {@code Object Created} or {@code Object Deleted}. */
    public String detailType() {
      return detailType;
    }

    /** The API call that EventBridge is told of, such as {@code PutObject}. */
    public String reason() {
      return reason;
    }

    /** Whether there is an object afterwards. */
    public boolean isCreated() {
      return deletionType.isEmpty();
    }
  }

  /**
   * The notification: one entry of {@code Records} in an object of its own. The key is
   * form-encoded: a space is {@code +}, slashes stay.
   *
   * @param account whose bucket it is
   * @param configurationId the id of the notification's configuration
   */
  public JsonObject notification(Account account, String configurationId) {
    JsonObject bucketShown =
        JsonObject.builder()
            .put("name", bucket)
            .put("ownerIdentity", JsonObject.of("principalId", Json.of(account.id())))
            .put("arn", arn())
            .build();
    JsonObject.Builder object =
        JsonObject.builder()
            .put("key", URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"));
    if (kind.isCreated()) {
      object.put("size", size).put("eTag", etag);
    }
    object.putIfPresent("versionId", versionId).put("sequencer", sequencer);
    JsonObject s3 =
        JsonObject.builder()
            .put("s3SchemaVersion", "1.0")
            .put("configurationId", configurationId)
            .put("bucket", bucketShown)
            .put("object", object.build())
            .build();
    JsonObject event =
        JsonObject.builder()
            .put("eventVersion", "2.1")
            .put("eventSource", "aws:s3")
            .put("awsRegion", account.region())
            .put("eventTime", MILLIS.format(time))
            .put("eventName", kind.eventName())
            .put("userIdentity", JsonObject.of("principalId", Json.of("AWS:" + account.id())))
            .put("requestParameters", JsonObject.of("sourceIPAddress", Json.of(CALLER)))
            .put(
                "responseElements",
                JsonObject.of(
                    "x-amz-request-id", Json.of(requestId()), "x-amz-id-2", Json.of(requestId())))
            .put("s3", s3)
            .build();
    return JsonObject.of("Records", JsonArray.of(event));
  }

  /**
   * The event on EventBridge's default bus. The key is as it is.
   *
   * @param account whose bucket it is
   * @param id the event's id
   */
  public JsonObject eventBridgeEvent(Account account, String id) {
    return account.event(id, "aws.s3", kind.detailType(), time, arn(), detail(account));
  }

  private JsonObject detail(Account account) {
    JsonObject.Builder object = JsonObject.builder().put("key", key);
    if (kind.isCreated()) {
      object.put("size", size).put("etag", etag);
    }
    object.putIfPresent("version-id", versionId).put("sequencer", sequencer);
    JsonObject.Builder detail =
        JsonObject.builder()
            .put("version", "0")
            .put("bucket", JsonObject.of("name", Json.of(bucket)))
            .put("object", object.build())
            .put("request-id", requestId())
            .put("requester", account.id())
            .put("source-ip-address", CALLER)
            .put("reason", kind.reason());
    if (!kind.isCreated()) {
      detail.put("deletion-type", kind.deletionType);
    }
    return detail.build();
  }

  private String arn() {
    return "arn:aws:s3:::" + bucket;
  }

  /** One request makes one change, so the change's place in the order names the request. */
  private String requestId() {
    return sequencer.substring(sequencer.length() - 16);
  }
}
