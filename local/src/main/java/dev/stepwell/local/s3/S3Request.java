package dev.stepwell.local.s3;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.stepwell.asl.json.JsonObject;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP request asks of S3.
 *
 * @param path the path, decoded
 * @param bucket the bucket's name; empty if the path has none
 * @param key the key; empty if the path has none
 * @param parameters the query's parameters, decoded
 */
record S3Request(String path, String bucket, String key, Map<String, String> parameters) {

  /** Parameters that say nothing about what is asked; the SDKs add some to every request. */
  private static final Set<String> HARMLESS = Set.of("x-id", "versionId");

  static S3Request of(HttpExchange exchange) {
    String path = decode(exchange.getRequestURI().getRawPath());
    String rest = path.startsWith("/") ? path.substring(1) : path;
    int slash = rest.indexOf('/');
    Map<String, String> parameters = new LinkedHashMap<>();
    String query = exchange.getRequestURI().getRawQuery();
    if (query != null) {
      for (String each : query.split("&", -1)) {
        int equals = each.indexOf('=');
        String name = equals < 0 ? each : each.substring(0, equals);
        String value = equals < 0 ? "" : each.substring(equals + 1);
        parameters.put(
            URLDecoder.decode(name, StandardCharsets.UTF_8),
            URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return slash < 0
        ? new S3Request(path, rest, "", parameters)
        : new S3Request(path, rest.substring(0, slash), rest.substring(slash + 1), parameters);
  }

  private static String decode(String rawPath) {
    return URLDecoder.decode(rawPath.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Nullable String query(String name) {
    return parameters.get(name);
  }

  String queryOr(String name, String otherwise) {
    return parameters.getOrDefault(name, otherwise);
  }

  boolean has(String name) {
    return parameters.containsKey(name);
  }

  /** Whether nothing else is asked for than what these parameters say. */
  boolean asksOnly(String... names) {
    Set<String> meant = new HashSet<>(HARMLESS);
    meant.addAll(Set.of(names));
    return meant.containsAll(parameters.keySet());
  }

  /** The arguments of an action on the object or, without a key, on the bucket. */
  JsonObject.Builder arguments() {
    JsonObject.Builder arguments = JsonObject.builder().put("Bucket", bucket);
    if (!key.isEmpty()) {
      arguments.put("Key", key);
    }
    return arguments
        .putIfPresent("VersionId", parameters.get("versionId"))
        .putIfPresent("UploadId", parameters.get("uploadId"));
  }

  /** The body as it was meant: the SDKs send it in signed pieces with checksums behind. */
  InputStream content(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String hash = String.valueOf(headers.getFirst("x-amz-content-sha256"));
    String encoding = String.valueOf(headers.getFirst("Content-Encoding"));
    boolean pieces = hash.startsWith("STREAMING-") || encoding.contains("aws-chunked");
    return pieces ? new AwsChunkedStream(exchange.getRequestBody()) : exchange.getRequestBody();
  }
}
