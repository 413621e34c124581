package dev.stepwell.local.s3;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What is kept of an object beside its content. Immutable.
 *
 * @param contentType the media type
 * @param metadata the caller's own names, in lower case, and values
 * @param tags at most 10
 */
public record ObjectAttributes(
    String contentType, Map<String, String> metadata, Map<String, String> tags) {

  /** What an object has that is written without attributes. */
  public static final ObjectAttributes NONE =
      new ObjectAttributes("binary/octet-stream", Map.of(), Map.of());

  private static final int MOST_METADATA = 2048;
  private static final int MOST_TAGS = 10;
  private static final int LONGEST_TAG_KEY = 128;
  private static final int LONGEST_TAG_VALUE = 256;

  /** Copies the maps, keeping their order. */
  public ObjectAttributes {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /**
   * Attributes within S3's limits: 2 KB of metadata; 10 tags, with keys of 128 and values of 256
   * characters.
   *
   * @throws ServiceException {@code MetadataTooLarge}, {@code InvalidTag} or {@code BadRequest}
   */
  public static ObjectAttributes of(
      String contentType, Map<String, String> metadata, Map<String, String> tags)
      throws ServiceException {
    Map<String, String> lower = new LinkedHashMap<>();
    int bytes = 0;
    for (Map.Entry<String, String> each : metadata.entrySet()) {
      lower.put(each.getKey().toLowerCase(Locale.ROOT), each.getValue());
      bytes += length(each.getKey()) + length(each.getValue());
    }
    if (bytes > MOST_METADATA) {
      throw ServiceException.refused(
          "MetadataTooLarge",
          "Your metadata headers exceed the maximum allowed metadata size: they have "
              + bytes
              + " bytes, at most "
              + MOST_METADATA);
    }
    if (tags.size() > MOST_TAGS) {
      throw ServiceException.refused("BadRequest", "Object tags cannot be greater than 10");
    }
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      if (tag.getKey().isEmpty()
          || tag.getKey().length() > LONGEST_TAG_KEY
          || tag.getKey().startsWith("aws:")) {
        throw ServiceException.refused(
            "InvalidTag", "The TagKey you have provided is invalid: '" + tag.getKey() + "'");
      }
      if (tag.getValue().length() > LONGEST_TAG_VALUE) {
        throw ServiceException.refused(
            "InvalidTag",
            "The TagValue you have provided is invalid: that of '" + tag.getKey() + "'");
      }
    }
    return new ObjectAttributes(
        contentType.isEmpty() ? NONE.contentType : contentType, lower, tags);
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  ObjectAttributes withTags(Map<String, String> others) throws ServiceException {
    return of(contentType, metadata, others);
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("ContentType", contentType)
        .put("Metadata", json(metadata))
        .put("Tags", json(tags))
        .build();
  }

  static JsonObject json(Map<String, String> texts) {
    JsonObject.Builder json = JsonObject.builder();
    texts.forEach(json::put);
    return json.build();
  }

  static ObjectAttributes of(JsonObject json) {
    return new ObjectAttributes(
        String.valueOf(json.string("ContentType")),
        texts(json.object("Metadata")),
        texts(json.object("Tags")));
  }

  static Map<String, String> texts(JsonObject json) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.forEach((name, value) -> texts.put(name, text(value)));
    return texts;
  }

  private static String text(Json value) {
    return String.valueOf(value.toJava());
  }
}
