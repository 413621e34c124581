package dev.stepwell.local.s3;

import static dev.stepwell.local.s3.S3Arguments.orEmpty;
import static dev.stepwell.local.s3.S3Arguments.seconds;
import static dev.stepwell.local.service.Parameters.text;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.Parameters;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The actions on buckets: what is in them, and whether they keep versions. */
final class BucketActions {

  private static final String OWNER = "ExpectedBucketOwner";

  private final ObjectStore store;

  BucketActions(ObjectStore store) {
    this.store = store;
  }

  void addTo(Service.Builder service) {
    Parameters bucket = Parameters.required("Bucket").optional(OWNER);
    Parameters list =
        bucket.optional(
            "Prefix", "Delimiter", "MaxKeys", "StartAfter", "ContinuationToken", "FetchOwner");
    service
        .action("listObjectsV2", list, Resumption.REPEAT, (a, c) -> listObjects(a))
        .action(
            "listObjectVersions",
            bucket.optional("Prefix", "MaxKeys", "KeyMarker", "VersionIdMarker"),
            Resumption.REPEAT,
            (a, c) -> listVersions(a))
        .action("listBuckets", Parameters.none(), Resumption.REPEAT, (a, c) -> listBuckets())
        .action("headBucket", bucket, Resumption.REPEAT, (a, c) -> headBucket(a))
        .action("createBucket", Parameters.required("Bucket"), (a, c) -> createBucket(a))
        .action("getBucketVersioning", bucket, Resumption.REPEAT, (a, c) -> getVersioning(a))
        .action(
            "putBucketVersioning",
            Parameters.required("Bucket", "VersioningConfiguration").optional(OWNER),
            Resumption.REPEAT,
            (a, c) -> putVersioning(a))
        .optimized("listObjectsV2", list, Resumption.REPEAT, (a, c) -> listObjects(a));
  }

  private Json listObjects(JsonObject arguments) throws ServiceException {
    String bucket = text(arguments, "Bucket");
    String prefix = orEmpty(arguments, "Prefix");
    String delimiter = orEmpty(arguments, "Delimiter");
    int most = S3Arguments.most(arguments.get("MaxKeys"));
    String token = orEmpty(arguments, "ContinuationToken");
    String after =
        token.isEmpty() ? orEmpty(arguments, "StartAfter") : S3Arguments.decodeToken(token);
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
        "Contents",
        page.objects().stream().map(BucketActions::entry).collect(JsonArray.collector()));
    if (!delimiter.isEmpty()) {
      answer.put("Delimiter", delimiter);
    }
    answer
        .put("IsTruncated", page.truncated())
        .put("KeyCount", page.objects().size() + page.commonPrefixes().size())
        .put("MaxKeys", most)
        .put("Name", bucket);
    if (page.truncated()) {
      answer.put("NextContinuationToken", S3Arguments.encodeToken(page.last()));
    }
    return answer.put("Prefix", prefix).build();
  }

  private static Json entry(S3Object object) {
    return JsonObject.builder()
        .put("ETag", object.etag())
        .put("Key", object.key())
        .put("LastModified", seconds(object.lastModified()))
        .put("Size", object.size())
        .put("StorageClass", "STANDARD")
        .build();
  }

  JsonObject listVersions(JsonObject arguments) throws ServiceException {
    String bucket = text(arguments, "Bucket");
    String prefix = orEmpty(arguments, "Prefix");
    String keyMarker = orEmpty(arguments, "KeyMarker");
    String idMarker = orEmpty(arguments, "VersionIdMarker");
    if (keyMarker.isEmpty() && !idMarker.isEmpty()) {
      throw ServiceException.refused(
          "InvalidArgument", "A version-id marker cannot be specified without a key marker.");
    }
    int most = S3Arguments.most(arguments.get("MaxKeys"));
    List<Json> versions = new ArrayList<>();
    List<Json> markers = new ArrayList<>();
    String lastKey = "";
    String lastId = "";
    boolean truncated = false;
    for (Map.Entry<String, List<ObjectVersion>> each : all(bucket, prefix).entrySet()) {
      String key = each.getKey();
      boolean shown = key.compareTo(keyMarker) > 0;
      boolean latest = true;
      for (ObjectVersion version : each.getValue()) {
        if (shown && versions.size() + markers.size() >= most) {
          truncated = most > 0;
          break;
        }
        if (shown) {
          (version.isMarker() ? markers : versions).add(entry(key, version, latest));
          lastKey = key;
          lastId = version.id();
        }
        latest = false;
        shown = shown || (key.equals(keyMarker) && version.id().equals(idMarker));
      }
    }
    JsonObject.Builder answer =
        JsonObject.builder()
            .put("IsTruncated", truncated)
            .put("KeyMarker", keyMarker)
            .put("VersionIdMarker", idMarker)
            .put("Name", bucket)
            .put("Prefix", prefix)
            .put("MaxKeys", most)
            .put("Versions", JsonArray.of(versions))
            .put("DeleteMarkers", JsonArray.of(markers));
    if (truncated) {
      answer.put("NextKeyMarker", lastKey).put("NextVersionIdMarker", lastId);
    }
    return answer.build();
  }

  private Map<String, List<ObjectVersion>> all(String bucket, String prefix)
      throws ServiceException {
    try {
      return store.versions().all(bucket, prefix, store.list(bucket, prefix));
    } catch (IOException failure) {
      throw ObjectStore.fault("list the versions in", bucket, prefix, failure);
    }
  }

  private static Json entry(String key, ObjectVersion version, boolean latest) {
    JsonObject.Builder shown = JsonObject.builder();
    if (!version.isMarker()) {
      shown.put("ETag", version.etag()).put("Size", version.size()).put("StorageClass", "STANDARD");
    }
    return shown
        .put("Key", key)
        .put("VersionId", version.id())
        .put("IsLatest", latest)
        .put("LastModified", seconds(version.lastModified()))
        .build();
  }

  JsonObject listBuckets() {
    List<Json> buckets = new ArrayList<>();
    store.buckets().forEach(name -> buckets.add(JsonObject.of("Name", Json.of(name))));
    return JsonObject.of("Buckets", JsonArray.of(buckets));
  }

  private Json headBucket(JsonObject arguments) throws ServiceException {
    store.folder(text(arguments, "Bucket"));
    return JsonObject.EMPTY;
  }

  JsonObject createBucket(JsonObject arguments) throws ServiceException {
    String bucket = text(arguments, "Bucket");
    if (!Buckets.isName(bucket)) {
      throw ServiceException.refused(
          "InvalidBucketName", "The specified bucket is not valid.: '" + bucket + "'");
    }
    if (!store.createBucket(bucket)) {
      throw new ServiceException(
          "BucketAlreadyOwnedByYou",
          "Your previous request to create the named bucket succeeded and you already own it.: '"
              + bucket
              + "'",
          409);
    }
    return JsonObject.of("Location", Json.of("/" + bucket));
  }

  JsonObject getVersioning(JsonObject arguments) throws ServiceException {
    String bucket = text(arguments, "Bucket");
    store.folder(bucket);
    try {
      String status = store.versions().status(bucket);
      return status == null ? JsonObject.EMPTY : JsonObject.of("Status", Json.of(status));
    } catch (IOException failure) {
      throw ObjectStore.fault("read the versioning of", bucket, "", failure);
    }
  }

  JsonObject putVersioning(JsonObject arguments) throws ServiceException {
    String bucket = text(arguments, "Bucket");
    String status = orEmpty(arguments.object("VersioningConfiguration"), "Status");
    store.folder(bucket);
    if (!status.equals("Enabled") && !status.equals("Suspended")) {
      throw ServiceException.refused(
          "IllegalVersioningConfigurationException",
          "The versioning status is Enabled or Suspended, not '" + status + "'");
    }
    try {
      store.versions().setStatus(bucket, status.equals("Enabled"));
      return JsonObject.EMPTY;
    } catch (IOException failure) {
      throw ObjectStore.fault("write the versioning of", bucket, "", failure);
    }
  }
}
