package dev.stepwell.lambdas;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** ListObjectsV2 of one bucket, as S3 answers it, two keys a page, on a port of this machine. */
final class LoopbackS3 implements AutoCloseable {
  private static final int PAGE = 2;

  private final HttpServer server;
  private final String bucket;
  private final List<String> keys;

  LoopbackS3(String bucket, String... keys) throws IOException {
    this.bucket = bucket;
    this.keys = Arrays.stream(keys).sorted().toList();
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/" + bucket) || path.equals("/" + bucket + "/")) {
      send(exchange, 200, list(query(exchange.getRequestURI().getRawQuery())));
    } else if (path.startsWith("/forbidden")) {
      send(exchange, 403, error("AccessDenied", "Access Denied"));
    } else {
      send(exchange, 404, error("NoSuchBucket", "The specified bucket does not exist"));
    }
  }

  private String list(Map<String, String> query) {
    String prefix = query.getOrDefault("prefix", "");
    boolean grouped = query.containsKey("delimiter");
    var entries = new TreeSet<String>();
    for (String key : keys) {
      if (key.startsWith(prefix)) {
        int slash = grouped ? key.indexOf('/', prefix.length()) : -1;
        entries.add(slash < 0 ? key : key.substring(0, slash + 1));
      }
    }
    int from = Integer.parseInt(query.getOrDefault("continuation-token", "0"));
    List<String> page = entries.stream().skip(from).limit(PAGE).toList();
    boolean more = entries.size() > from + PAGE;
    var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
    xml.append("<Name>%s</Name><Prefix>%s</Prefix>".formatted(bucket, encoded(prefix)));
    xml.append("<KeyCount>%d</KeyCount><MaxKeys>%d</MaxKeys>".formatted(page.size(), PAGE));
    xml.append("<EncodingType>url</EncodingType><IsTruncated>%s</IsTruncated>".formatted(more));
    if (more) {
      xml.append("<NextContinuationToken>%d</NextContinuationToken>".formatted(from + PAGE));
    }
    for (String entry : page) {
      xml.append(
          grouped && entry.endsWith("/")
              ? "<CommonPrefixes><Prefix>%s</Prefix></CommonPrefixes>".formatted(encoded(entry))
              : ("<Contents><Key>%s</Key><LastModified>2001-02-01T00:00:00.000Z</LastModified>"
                      + "<ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>11</Size>"
                      + "<StorageClass>STANDARD</StorageClass></Contents>")
                  .formatted(encoded(entry)));
    }
    return xml.append("</ListBucketResult>").toString();
  }

  private static String encoded(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
  }

  private static Map<String, String> query(String raw) {
    var query = new HashMap<String, String>();
    for (String pair : raw.split("&")) {
      String[] sides = pair.split("=", 2);
      query.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private static String error(String code, String message) {
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<Error><Code>%s</Code><Message>%s</Message><RequestId>4442587FB7D0A2F9</RequestId>"
            + "</Error>")
        .formatted(code, message);
  }

  private static void send(HttpExchange exchange, int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    try (exchange) {
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
