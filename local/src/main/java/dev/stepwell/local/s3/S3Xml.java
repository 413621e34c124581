package dev.stepwell.local.s3;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** S3's XML answers. */
final class S3Xml {

  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final String NAMESPACE = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** What the elements of a list are called, where not as the list. */
  private static final Map<String, String> ELEMENTS =
      Map.of(
          "Buckets", "Bucket",
          "DeleteMarkers", "DeleteMarker",
          "Errors", "Error",
          "Parts", "Part",
          "TagSet", "Tag",
          "Versions", "Version");

  private S3Xml() {}

  static String listing(ObjectStore store, S3Request request) throws ServiceException {
    String prefix = request.queryOr("prefix", "");
    String delimiter = request.queryOr("delimiter", "");
    int most = most(request);
    String token = request.queryOr("continuation-token", "");
    String after =
        token.isEmpty() ? request.queryOr("start-after", "") : S3Arguments.decodeToken(token);
    Listing page = store.page(request.bucket(), prefix, delimiter, after, most);
    boolean encoded = "url".equals(request.query("encoding-type"));
    StringBuilder xml = new StringBuilder(HEAD);
    xml.append("<ListBucketResult").append(NAMESPACE).append('>');
    tag(xml, "Name", request.bucket());
    tag(xml, "Prefix", encode(prefix, encoded));
    if (!delimiter.isEmpty()) {
      tag(xml, "Delimiter", encode(delimiter, encoded));
    }
    if (encoded) {
      tag(xml, "EncodingType", "url");
    }
    tag(xml, "MaxKeys", Integer.toString(most));
    tag(xml, "KeyCount", Integer.toString(page.objects().size() + page.commonPrefixes().size()));
    tag(xml, "IsTruncated", Boolean.toString(page.truncated()));
    if (!token.isEmpty()) {
      tag(xml, "ContinuationToken", token);
    }
    if (page.truncated()) {
      tag(xml, "NextContinuationToken", S3Arguments.encodeToken(page.last()));
    }
    for (S3Object object : page.objects()) {
      xml.append("<Contents>");
      tag(xml, "Key", encode(object.key(), encoded));
      tag(xml, "LastModified", TIME.format(object.lastModified()));
      tag(xml, "ETag", object.etag());
      tag(xml, "Size", Long.toString(object.size()));
      tag(xml, "StorageClass", "STANDARD");
      xml.append("</Contents>");
    }
    for (String common : page.commonPrefixes()) {
      xml.append("<CommonPrefixes>");
      tag(xml, "Prefix", encode(common, encoded));
      xml.append("</CommonPrefixes>");
    }
    return xml.append("</ListBucketResult>").toString();
  }

  private static int most(S3Request request) throws ServiceException {
    String given = request.queryOr("max-keys", Integer.toString(ObjectStore.PAGE));
    try {
      return Math.min(ObjectStore.PAGE, Math.max(0, Integer.parseInt(given)));
    } catch (NumberFormatException wrong) {
      throw ServiceException.refused(
          "InvalidArgument", "max-keys must be a number, not '" + given + "'");
    }
  }

  /** An action's answer: lists become repeated elements, named as S3 names them. */
  static String answer(String root, JsonObject members) {
    StringBuilder xml = new StringBuilder(HEAD);
    xml.append('<').append(root).append(NAMESPACE).append('>');
    members(xml, members);
    return xml.append("</").append(root).append('>').toString();
  }

  private static void members(StringBuilder xml, JsonObject members) {
    members.forEach(
        (name, value) -> {
          if (value instanceof JsonArray list) {
            list(xml, name, list);
          } else if (value instanceof JsonObject object) {
            element(xml, name, object);
          } else {
            tag(xml, name, String.valueOf(value.toJava()));
          }
        });
  }

  private static void list(StringBuilder xml, String name, JsonArray list) {
    boolean wrapped = name.equals("TagSet") || name.equals("Buckets");
    if (wrapped) {
      xml.append('<').append(name).append('>');
    }
    for (Json each : list) {
      element(xml, ELEMENTS.getOrDefault(name, name), (JsonObject) each);
    }
    if (wrapped) {
      xml.append("</").append(name).append('>');
    }
  }

  private static void element(StringBuilder xml, String name, JsonObject object) {
    xml.append('<').append(name).append('>');
    members(xml, object);
    xml.append("</").append(name).append('>');
  }

  static String error(ServiceException failure, S3Request request) {
    StringBuilder xml = new StringBuilder(HEAD).append("<Error>");
    tag(xml, "Code", failure.code());
    tag(xml, "Message", failure.reason());
    tag(xml, "Resource", request.path());
    return xml.append("</Error>").toString();
  }

  private static String encode(String text, boolean encoded) {
    return encoded
        ? URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/")
        : text;
  }

  private static void tag(StringBuilder xml, String name, String text) {
    xml.append('<').append(name).append('>');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        default -> {
          if (c < ' ') {
            xml.append("&#").append((int) c).append(';');
          } else {
            xml.append(c);
          }
        }
      }
    }
    xml.append("</").append(name).append('>');
  }
}
