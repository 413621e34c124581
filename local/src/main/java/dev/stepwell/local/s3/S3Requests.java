package dev.stepwell.local.s3;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers S3's HTTP requests with what its actions answer. */
final class S3Requests {

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
  private static final String METADATA = "x-amz-meta-";

  /** Headers that are arguments of actions, each under the argument's name. */
  private static final Map<String, String> ARGUMENTS =
      Map.of(
          "Content-Type", "ContentType",
          "If-Match", "IfMatch",
          "If-None-Match", "IfNoneMatch",
          "x-amz-tagging", "Tagging",
          "x-amz-copy-source", "CopySource",
          "x-amz-metadata-directive", "MetadataDirective",
          "x-amz-tagging-directive", "TaggingDirective",
          "x-amz-copy-source-if-match", "CopySourceIfMatch",
          "x-amz-copy-source-if-none-match", "CopySourceIfNoneMatch");

  private static final Map<String, String> TIMES =
      Map.of(
          "If-Modified-Since", "IfModifiedSince",
          "If-Unmodified-Since", "IfUnmodifiedSince");

  private final ObjectStore store;
  private final ObjectActions objects;
  private final BucketActions buckets;
  private final UploadActions uploads;

  S3Requests(ObjectStore store) {
    this.store = store;
    objects = new ObjectActions(store);
    buckets = new BucketActions(store);
    uploads = new UploadActions(new Uploads(store));
  }

  void answer(S3Request request, HttpExchange exchange) throws ServiceException, IOException {
    if (request.bucket().isEmpty()) {
      require(exchange.getRequestMethod().equals("GET") && request.asksOnly(), request, exchange);
      xml(exchange, 200, S3Xml.answer("ListAllMyBucketsResult", buckets.listBuckets()));
    } else if (request.key().isEmpty()) {
      bucket(request, exchange);
    } else if (request.has("uploads") || request.has("uploadId")) {
      upload(request, exchange);
    } else if (request.has("tagging")) {
      tags(request, exchange);
    } else {
      require(request.asksOnly(), request, exchange);
      object(request, exchange);
    }
  }

  private void bucket(S3Request request, HttpExchange exchange)
      throws ServiceException, IOException {
    String method = exchange.getRequestMethod();
    JsonObject arguments = request.arguments().build();
    if (method.equals("PUT") && request.asksOnly()) {
      buckets.createBucket(arguments);
      done(exchange, 200);
      return;
    }
    store.folder(request.bucket());
    if (method.equals("HEAD")) {
      done(exchange, 200);
    } else if (method.equals("GET") && "2".equals(request.query("list-type"))) {
      xml(exchange, 200, S3Xml.listing(store, request));
    } else if (method.equals("GET") && request.has("versioning")) {
      xml(exchange, 200, S3Xml.answer("VersioningConfiguration", buckets.getVersioning(arguments)));
    } else if (method.equals("PUT") && request.has("versioning")) {
      JsonObject body = S3XmlReader.read(request.content(exchange), "VersioningConfiguration");
      buckets.putVersioning(request.arguments().put("VersioningConfiguration", body).build());
      done(exchange, 200);
    } else if (method.equals("GET") && request.has("versions")) {
      xml(exchange, 200, S3Xml.answer("ListVersionsResult", versions(request)));
    } else if (method.equals("POST") && request.has("delete")) {
      JsonObject body = S3XmlReader.read(request.content(exchange), "Delete");
      JsonObject answer = objects.deleteObjects(request.arguments().put("Delete", body).build());
      xml(exchange, 200, S3Xml.answer("DeleteResult", answer));
    } else {
      require(false, request, exchange);
    }
  }

  private JsonObject versions(S3Request request) throws ServiceException {
    require(
        request.asksOnly(
            "versions", "prefix", "max-keys", "key-marker", "version-id-marker", "encoding-type"),
        request,
        "GET");
    JsonObject.Builder arguments =
        request
            .arguments()
            .putIfPresent("Prefix", request.query("prefix"))
            .putIfPresent("KeyMarker", request.query("key-marker"))
            .putIfPresent("VersionIdMarker", request.query("version-id-marker"));
    String most = request.query("max-keys");
    if (most != null) {
      arguments.put("MaxKeys", number("max-keys", most));
    }
    return buckets.listVersions(arguments.build());
  }

  private static Json number(String name, String text) throws ServiceException {
    try {
      return Json.of(Integer.parseInt(text));
    } catch (NumberFormatException wrong) {
      throw ServiceException.refused(
          "InvalidArgument", name + " must be a number, not '" + text + "'");
    }
  }

  private void upload(S3Request request, HttpExchange exchange)
      throws ServiceException, IOException {
    String method = exchange.getRequestMethod();
    if (method.equals("POST") && request.has("uploads")) {
      JsonObject answer = uploads.create(withHeaders(request, exchange));
      xml(exchange, 200, S3Xml.answer("InitiateMultipartUploadResult", answer));
    } else if (method.equals("PUT") && request.has("partNumber")) {
      Json number = number("partNumber", request.queryOr("partNumber", ""));
      try (InputStream body = request.content(exchange)) {
        JsonObject part = uploads.put(request.arguments().put("PartNumber", number).build(), body);
        exchange.getResponseHeaders().set("ETag", String.valueOf(part.string("ETag")));
      }
      done(exchange, 200);
    } else if (method.equals("POST")) {
      JsonObject parts = S3XmlReader.read(request.content(exchange), "CompleteMultipartUpload");
      JsonObject arguments =
          JsonObject.builder()
              .putAll(withHeaders(request, exchange))
              .put("MultipartUpload", parts)
              .build();
      JsonObject answer = uploads.complete(arguments);
      version(exchange, answer.string("VersionId"));
      xml(
          exchange,
          200,
          S3Xml.answer("CompleteMultipartUploadResult", answer.without("VersionId")));
    } else if (method.equals("DELETE")) {
      uploads.abort(request.arguments().build());
      done(exchange, 204);
    } else if (method.equals("GET")) {
      JsonObject answer = uploads.list(request.arguments().build());
      xml(exchange, 200, S3Xml.answer("ListPartsResult", answer));
    } else {
      require(false, request, exchange);
    }
  }

  private void tags(S3Request request, HttpExchange exchange) throws ServiceException, IOException {
    switch (exchange.getRequestMethod()) {
      case "GET" -> {
        JsonObject answer = objects.getTags(request.arguments().build());
        version(exchange, answer.string("VersionId"));
        xml(exchange, 200, S3Xml.answer("Tagging", answer.without("VersionId")));
      }
      case "PUT" -> {
        JsonObject body = S3XmlReader.read(request.content(exchange), "Tagging");
        objects.putTags(request.arguments().put("Tagging", body).build());
        done(exchange, 200);
      }
      case "DELETE" -> {
        objects.deleteTags(request.arguments().build());
        done(exchange, 204);
      }
      default -> require(false, request, exchange);
    }
  }

  private void object(S3Request request, HttpExchange exchange)
      throws ServiceException, IOException {
    switch (exchange.getRequestMethod()) {
      case "GET" -> get(request, exchange);
      case "HEAD" -> {
        StoredObject found = objects.find(withHeaders(request, exchange));
        describe(exchange, found);
        exchange.getResponseHeaders().set("Content-Length", Long.toString(found.object().size()));
        done(exchange, 200);
      }
      case "PUT" -> put(request, exchange);
      case "DELETE" -> {
        JsonObject arguments = withHeaders(request, exchange);
        Deletion deletion =
            store.delete(
                request.bucket(),
                request.key(),
                request.query("versionId"),
                S3Arguments.conditions(arguments, ""));
        version(exchange, deletion.versionId());
        if (deletion.isMarker()) {
          exchange.getResponseHeaders().set("x-amz-delete-marker", "true");
        }
        done(exchange, 204);
      }
      default -> require(false, request, exchange);
    }
  }

  private void get(S3Request request, HttpExchange exchange) throws ServiceException, IOException {
    StoredObject found = objects.find(withHeaders(request, exchange));
    S3Object object = found.object();
    ByteRange range = ByteRange.of(exchange.getRequestHeaders().getFirst("Range"), object.size());
    describe(exchange, found);
    if (range.isPart()) {
      exchange.getResponseHeaders().set("Content-Range", range.header(object.size()));
    }
    int status = range.isPart() ? 206 : 200;
    if (range.length() == 0) {
      done(exchange, status);
      return;
    }
    try (InputStream in = Files.newInputStream(object.file())) {
      in.skipNBytes(range.first());
      exchange.sendResponseHeaders(status, range.length());
      try (OutputStream out = exchange.getResponseBody()) {
        byte[] buffer = new byte[1 << 16];
        long left = range.length();
        int read;
        while (left > 0 && (read = in.read(buffer, 0, (int) Math.min(left, buffer.length))) > 0) {
          out.write(buffer, 0, read);
          left -= read;
        }
      }
    }
  }

  private void put(S3Request request, HttpExchange exchange) throws ServiceException, IOException {
    JsonObject arguments = withHeaders(request, exchange);
    if (arguments.has("CopySource")) {
      StoredObject copy = S3Arguments.copy(store, arguments);
      version(exchange, copy.versionId());
      JsonObject answer =
          JsonObject.of(
              "LastModified",
              Json.of(S3Arguments.seconds(copy.object().lastModified())),
              "ETag",
              Json.of(copy.object().etag()));
      xml(exchange, 200, S3Xml.answer("CopyObjectResult", answer));
      return;
    }
    try (InputStream body = request.content(exchange)) {
      StoredObject written =
          store.put(
              request.bucket(),
              request.key(),
              body,
              S3Arguments.attributes(arguments),
              S3Arguments.conditions(arguments, ""));
      exchange.getResponseHeaders().set("ETag", written.object().etag());
      version(exchange, written.versionId());
    }
    done(exchange, 200);
  }

  private static JsonObject withHeaders(S3Request request, HttpExchange exchange)
      throws ServiceException {
    Headers headers = exchange.getRequestHeaders();
    JsonObject.Builder arguments = request.arguments();
    ARGUMENTS.forEach((header, name) -> arguments.putIfPresent(name, headers.getFirst(header)));
    for (Map.Entry<String, String> time : TIMES.entrySet()) {
      String given = headers.getFirst(time.getKey());
      if (given != null) {
        arguments.put(time.getValue(), time(time.getKey(), given));
      }
    }
    JsonObject.Builder metadata = JsonObject.builder();
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.startsWith(METADATA)) {
        metadata.put(name.substring(METADATA.length()), String.join(",", header.getValue()));
      }
    }
    return arguments.put("Metadata", metadata.build()).build();
  }

  private static String time(String header, String given) throws ServiceException {
    try {
      return Instant.from(HTTP_DATE.parse(given)).toString();
    } catch (DateTimeException wrong) {
      throw ServiceException.refused(
          "InvalidArgument", header + " must be a time as in HTTP, not '" + given + "'");
    }
  }

  private static void describe(HttpExchange exchange, StoredObject found) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("ETag", found.object().etag());
    headers.set("Last-Modified", HTTP_DATE.format(found.object().lastModified()));
    headers.set("Content-Type", found.attributes().contentType());
    headers.set("Accept-Ranges", "bytes");
    found.attributes().metadata().forEach((name, value) -> headers.set(METADATA + name, value));
    if (!found.attributes().tags().isEmpty()) {
      headers.set("x-amz-tagging-count", Integer.toString(found.attributes().tags().size()));
    }
    version(exchange, found.versionId());
  }

  private static void version(HttpExchange exchange, @Nullable String versionId) {
    if (versionId != null) {
      exchange.getResponseHeaders().set("x-amz-version-id", versionId);
    }
  }

  private static void require(boolean served, S3Request request, HttpExchange exchange)
      throws ServiceException {
    require(served, request, exchange.getRequestMethod());
  }

  private static void require(boolean served, S3Request request, String method)
      throws ServiceException {
    if (!served) {
      throw new ServiceException(
          "NotImplemented",
          method
              + " "
              + request.path()
              + " is not served here; served are objects with their tags, versions and uploads in"
              + " parts, ListObjectsV2, ListObjectVersions, DeleteObjects, buckets and their"
              + " versioning",
          501);
    }
  }

  static void done(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  static void xml(HttpExchange exchange, int status, String xml) throws IOException {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
