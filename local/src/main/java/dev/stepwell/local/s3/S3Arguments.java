package dev.stepwell.local.s3;

import static dev.stepwell.local.service.Parameters.text;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.local.service.ServiceException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the arguments that several actions of S3 have. */
final class S3Arguments {

  private S3Arguments() {}

  static String orEmpty(JsonObject arguments, String name) {
    String value = arguments.string(name);
    return value == null ? "" : value;
  }

  static ObjectAttributes attributes(JsonObject arguments) throws ServiceException {
    return ObjectAttributes.of(
        orEmpty(arguments, "ContentType"),
        ObjectAttributes.texts(arguments.object("Metadata")),
        tagging(orEmpty(arguments, "Tagging")));
  }

  /** Tags as a query: {@code a=1&b=2}. */
  static Map<String, String> tagging(String query) throws ServiceException {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String each : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = each.indexOf('=');
      String name = decode(equals < 0 ? each : each.substring(0, equals));
      String value = equals < 0 ? "" : decode(each.substring(equals + 1));
      if (tags.put(name, value) != null) {
        throw ServiceException.refused(
            "InvalidTag", "Cannot provide multiple Tags with the same key: '" + name + "'");
      }
    }
    return tags;
  }

  private static String decode(String text) throws ServiceException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException wrong) {
      throw ServiceException.refused(
          "InvalidArgument", "'" + text + "' is not encoded as a part of an address");
    }
  }

  static Conditions conditions(JsonObject arguments, String before) throws ServiceException {
    return new Conditions(
        arguments.string(before + "IfMatch"),
        arguments.string(before + "IfNoneMatch"),
        time(arguments, before + "IfModifiedSince"),
        time(arguments, before + "IfUnmodifiedSince"));
  }

  private static @Nullable Instant time(JsonObject arguments, String name) throws ServiceException {
    String given = arguments.string(name);
    try {
      return given == null ? null : Instant.parse(given);
    } catch (DateTimeException wrong) {
      throw ServiceException.refused(
          "InvalidArgument",
          name + " must be a time such as 2026-03-01T12:00:00Z, but is '" + given + "'");
    }
  }

  /** How many entries a listing has at most: 1000, or fewer if asked for. */
  static int most(@Nullable Json given) throws ServiceException {
    if (given == null) {
      return ObjectStore.PAGE;
    }
    if (given instanceof JsonNumber number && number.longValue() >= 0) {
      return (int) Math.min(number.longValue(), ObjectStore.PAGE);
    }
    throw ServiceException.refused(
        "InvalidArgument",
        "Argument maxKeys must be an integer between 0 and 2147483647, but is " + given.compact());
  }

  static long number(JsonObject arguments, String name) throws ServiceException {
    if (arguments.get(name) instanceof JsonNumber number) {
      return number.longValue();
    }
    throw ServiceException.refused("InvalidArgument", name + " must be a number");
  }

  static byte[] body(JsonObject arguments) {
    Json body = arguments.get("Body");
    String content =
        body == null ? "" : body instanceof JsonString text ? text.value() : body.compact();
    return content.getBytes(StandardCharsets.UTF_8);
  }

  /** The source of a copy, {@code bucket/key} or {@code /bucket/key}, encoded. */
  record Source(String bucket, String key, @Nullable String versionId) {

    static Source of(String given) throws ServiceException {
      int query = given.indexOf("?versionId=");
      String versionId = query < 0 ? null : decode(given.substring(query + 11));
      String plain = decode((query < 0 ? given : given.substring(0, query)).replace("+", "%2B"));
      String path = plain.startsWith("/") ? plain.substring(1) : plain;
      int slash = path.indexOf('/');
      if (slash <= 0) {
        throw ServiceException.refused(
            "InvalidArgument", "CopySource must be 'bucket/key', not '" + given + "'");
      }
      return new Source(path.substring(0, slash), path.substring(slash + 1), versionId);
    }
  }

  /** Copies as {@code CopyObject} does. */
  static StoredObject copy(ObjectStore store, JsonObject arguments) throws ServiceException {
    String bucket = text(arguments, "Bucket");
    String key = text(arguments, "Key");
    Source from = Source.of(text(arguments, "CopySource"));
    boolean otherMetadata = replaces(arguments, "MetadataDirective");
    boolean otherTags = replaces(arguments, "TaggingDirective");
    if (from.equals(new Source(bucket, key, null)) && !otherMetadata && !otherTags) {
      throw ServiceException.refused(
          "InvalidRequest",
          "This copy request is illegal because it is trying to copy an object to itself without"
              + " changing the object's metadata, storage class, website redirect location or"
              + " encryption attributes.");
    }
    StoredObject source = store.find(from.bucket, from.key, from.versionId);
    try {
      conditions(arguments, "CopySource").checkRead(source.object());
    } catch (ServiceException unmodified) {
      throw new ServiceException("PreconditionFailed", unmodified.reason(), 412);
    }
    ObjectAttributes given = attributes(arguments);
    ObjectAttributes had = source.attributes();
    ObjectAttributes kept =
        new ObjectAttributes(
            otherMetadata ? given.contentType() : had.contentType(),
            otherMetadata ? given.metadata() : had.metadata(),
            otherTags ? given.tags() : had.tags());
    return store.copy(source, from.bucket, bucket, key, kept, conditions(arguments, ""));
  }

  private static boolean replaces(JsonObject arguments, String name) throws ServiceException {
    return switch (orEmpty(arguments, name)) {
      case "", "COPY" -> false;
      case "REPLACE" -> true;
      default ->
          throw ServiceException.refused(
              "InvalidArgument", "Unknown " + name + ": " + arguments.string(name));
    };
  }

  static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
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
