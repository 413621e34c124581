package dev.stepwell.local.s3;

import static dev.stepwell.local.service.Parameters.text;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** The actions of S3 that a state machine calls. */
public final class S3Actions {

  private final ObjectStore store;

  private S3Actions(ObjectStore store) {
    this.store = store;
  }

  /** S3 over a store. */
  public static Service of(ObjectStore store) {
    S3Actions actions = new S3Actions(store);
    Parameters object = Parameters.required("Bucket", "Key");
    Parameters read = object.optional("VersionId", "ExpectedBucketOwner");
    Parameters write = object.optional("Body", "ContentType", "ExpectedBucketOwner");
    Parameters list =
        Parameters.required("Bucket")
            .optional(
                "Prefix",
                "Delimiter",
                "MaxKeys",
                "StartAfter",
                "ContinuationToken",
                "FetchOwner",
                "ExpectedBucketOwner");
    return Service.named("s3", "S3")
        .modelled("NoSuchBucket", "NoSuchKey")
        .optimizedNames("S3", "Amazon S3", "AmazonS3Exception")
        .action("getObject", read, Resumption.REPEAT, actions::getObject)
        .action("headObject", object, Resumption.REPEAT, actions::headObject)
        .action("deleteObject", object, Resumption.REPEAT, actions::deleteObject)
        .action("putObject", write, Resumption.REPEAT, actions::putObject)
        .action(
            "copyObject",
            Parameters.required("Bucket", "CopySource", "Key"),
            Resumption.REPEAT,
            actions::copyObject)
        .action("listObjectsV2", list, Resumption.REPEAT, actions::listObjects)
        // What a distributed Map's ItemReader and ResultWriter name.
        .optimized("getObject", read, Resumption.REPEAT, actions::getObject)
        .optimized("putObject", write, Resumption.REPEAT, actions::putObject)
        .optimized("listObjectsV2", list, Resumption.REPEAT, actions::listObjects)
        .build();
  }

  private Json getObject(JsonObject arguments, CallContext context) throws ServiceException {
    String bucket = text(arguments, "Bucket");
    String key = text(arguments, "Key");
    checkVersion(arguments);
    JsonObject head = described(store.head(bucket, key));
    return head.with("Body", Json.of(new String(store.get(bucket, key), StandardCharsets.UTF_8)));
  }

  /** Objects here have the one version that S3 calls null. */
  static void checkVersion(JsonObject arguments) throws ServiceException {
    String version = arguments.string("VersionId");
    if (version != null && !version.equals("null")) {
      throw new ServiceException(
          "NoSuchVersion",
          "The specified version does not exist.: '"
              + version
              + "'; buckets here keep no versions, leave VersionId out",
          404);
    }
  }

  private Json headObject(JsonObject arguments, CallContext context) throws ServiceException {
    return described(store.head(text(arguments, "Bucket"), text(arguments, "Key")));
  }

  private static JsonObject described(S3Object object) {
    return JsonObject.builder()
        .put("AcceptRanges", "bytes")
        .put("ContentLength", object.size())
        .put("ContentType", "binary/octet-stream")
        .put("ETag", object.etag())
        .put("LastModified", seconds(object))
        .put("Metadata", JsonObject.EMPTY)
        .build();
  }

  private static String seconds(S3Object object) {
    return object.lastModified().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private Json putObject(JsonObject arguments, CallContext context) throws ServiceException {
    Json body = arguments.get("Body");
    String content =
        body == null ? "" : body instanceof JsonString text ? text.value() : body.compact();
    S3Object written =
        store.put(
            text(arguments, "Bucket"),
            text(arguments, "Key"),
            content.getBytes(StandardCharsets.UTF_8));
    return JsonObject.of("ETag", Json.of(written.etag()));
  }

  private Json deleteObject(JsonObject arguments, CallContext context) throws ServiceException {
    store.delete(text(arguments, "Bucket"), text(arguments, "Key"));
    return JsonObject.EMPTY;
  }

  private Json copyObject(JsonObject arguments, CallContext context) throws ServiceException {
    S3Object copy =
        copy(
            store,
            text(arguments, "CopySource"),
            text(arguments, "Bucket"),
            text(arguments, "Key"));
    return JsonObject.of(
        "CopyObjectResult",
        JsonObject.of("ETag", Json.of(copy.etag()), "LastModified", Json.of(seconds(copy))));
  }

  /** Copies from a source as S3 writes it: {@code bucket/key} or {@code /bucket/key}, encoded. */
  static S3Object copy(ObjectStore store, String source, String bucket, String key)
      throws ServiceException {
    String plain = URLDecoder.decode(source.replace("+", "%2B"), StandardCharsets.UTF_8);
    String path = plain.startsWith("/") ? plain.substring(1) : plain;
    int slash = path.indexOf('/');
    if (slash <= 0) {
      throw ServiceException.refused(
          "InvalidArgument", "CopySource must be 'bucket/key', not '" + source + "'");
    }
    return store.copy(path.substring(0, slash), path.substring(slash + 1), bucket, key);
  }

  private Json listObjects(JsonObject arguments, CallContext context) throws ServiceException {
    String bucket = text(arguments, "Bucket");
    String prefix = orEmpty(arguments, "Prefix");
    String delimiter = orEmpty(arguments, "Delimiter");
    int most =
        arguments.get("MaxKeys") instanceof JsonNumber number
            ? (int) Math.min(number.longValue(), ObjectStore.PAGE)
            : ObjectStore.PAGE;
    String token = orEmpty(arguments, "ContinuationToken");
    String after = token.isEmpty() ? orEmpty(arguments, "StartAfter") : decodeToken(token);
    Listing page = store.page(bucket, prefix, delimiter, after, most);
    JsonObject.Builder answer = JsonObject.builder();
    if (!page.commonPrefixes().isEmpty()) {
      answer.put(
          "CommonPrefixes",
          page.commonPrefixes().stream()
              .map(each -> (Json) JsonObject.of("Prefix", Json.of(each)))
              .collect(JsonArray.collector()));
    }
    answer.put(
        "Contents", page.objects().stream().map(S3Actions::entry).collect(JsonArray.collector()));
    if (!delimiter.isEmpty()) {
      answer.put("Delimiter", delimiter);
    }
    answer
        .put("IsTruncated", page.truncated())
        .put("KeyCount", page.objects().size() + page.commonPrefixes().size())
        .put("MaxKeys", most)
        .put("Name", bucket);
    if (page.truncated()) {
      answer.put("NextContinuationToken", encodeToken(page.last()));
    }
    return answer.put("Prefix", prefix).build();
  }

  private static Json entry(S3Object object) {
    return JsonObject.builder()
        .put("ETag", object.etag())
        .put("Key", object.key())
        .put("LastModified", seconds(object))
        .put("Size", object.size())
        .put("StorageClass", "STANDARD")
        .build();
  }

  private static String orEmpty(JsonObject arguments, String name) {
    String value = arguments.string(name);
    return value == null ? "" : value;
  }

  static String encodeToken(String last) {
    return Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8));
  }

  static String decodeToken(String token) throws ServiceException {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException foreign) {
      throw ServiceException.refused(
          "InvalidArgument", "The continuation token provided is incorrect: '" + token + "'");
    }
  }
}
