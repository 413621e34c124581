package dev.stepwell.local.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stepwell.local.service.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * S3's HTTP interface on the loopback address, for programs that reach S3 through an AWS SDK. Paths
 * name bucket and key ({@code /bucket/key}); signatures are not checked. Serves GetObject,
 * HeadObject, PutObject, CopyObject, DeleteObject, HeadBucket and ListObjectsV2.
 */
public final class S3Endpoint implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(S3Endpoint.class);
  private static final int THREADS = 4;
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private final ObjectStore store;
  private final HttpServer server;
  private final ExecutorService executor;

  private S3Endpoint(ObjectStore store, HttpServer server, ExecutorService executor) {
    this.store = store;
    this.server = server;
    this.executor = executor;
  }

  /**
   * Opens an endpoint on a free port.
   *
   * @throws IOException if no port can be had
   */
  public static S3Endpoint open(ObjectStore store) throws IOException {
    // Else the JDK's server delays small answers by some 40 ms; it reads this when it is loaded.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    InetSocketAddress loopback =
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    HttpServer server = HttpServer.create(loopback, 0);
    ExecutorService executor =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "s3-endpoint");
              thread.setDaemon(true);
              return thread;
            });
    S3Endpoint endpoint = new S3Endpoint(store, server, executor);
    server.setExecutor(executor);
    server.createContext("/", endpoint::serve);
    server.start();
    return endpoint;
  }

  /** The address, such as {@code http://127.0.0.1:40213}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      S3Request request = S3Request.of(exchange);
      try {
        answer(request, exchange);
      } catch (ServiceException refused) {
        error(exchange, request, refused);
      } catch (RuntimeException fault) {
        LOG.error("{} {} broke", exchange.getRequestMethod(), exchange.getRequestURI(), fault);
        error(exchange, request, new ServiceException("InternalError", String.valueOf(fault), 500));
      }
    }
  }

  private void answer(S3Request request, HttpExchange exchange)
      throws ServiceException, IOException {
    String method = exchange.getRequestMethod();
    if (request.bucket().isEmpty()) {
      throw unsupported(request, method);
    }
    if (request.key().isEmpty()) {
      store.folder(request.bucket());
      if (method.equals("HEAD")) {
        exchange.sendResponseHeaders(200, -1);
      } else if (method.equals("GET") && "2".equals(request.query("list-type"))) {
        xml(exchange, 200, S3Xml.listing(store, request));
      } else {
        throw unsupported(request, method);
      }
      return;
    }
    if (request.hasSubresource()) {
      throw unsupported(request, method);
    }
    switch (method) {
      case "GET" -> get(request, exchange);
      case "HEAD" -> {
        S3Object object = store.head(request.bucket(), request.key());
        describe(exchange, object);
        exchange.getResponseHeaders().set("Content-Length", Long.toString(object.size()));
        exchange.sendResponseHeaders(200, -1);
      }
      case "PUT" -> put(request, exchange);
      case "DELETE" -> {
        store.delete(request.bucket(), request.key());
        exchange.sendResponseHeaders(204, -1);
      }
      default -> throw unsupported(request, method);
    }
  }

  private static ServiceException unsupported(S3Request request, String method) {
    return new ServiceException(
        "NotImplemented",
        method
            + " "
            + request.path()
            + " is not served here; served are GetObject, HeadObject, PutObject, CopyObject,"
            + " DeleteObject, HeadBucket and ListObjectsV2",
        501);
  }

  private static void describe(HttpExchange exchange, S3Object object) {
    var headers = exchange.getResponseHeaders();
    headers.set("ETag", object.etag());
    headers.set("Last-Modified", HTTP_DATE.format(object.lastModified()));
    headers.set("Content-Type", "binary/octet-stream");
    headers.set("Accept-Ranges", "bytes");
  }

  private void get(S3Request request, HttpExchange exchange) throws ServiceException, IOException {
    S3Object object = store.head(request.bucket(), request.key());
    ByteRange range = ByteRange.of(exchange.getRequestHeaders().getFirst("Range"), object.size());
    describe(exchange, object);
    if (range.isPart()) {
      exchange.getResponseHeaders().set("Content-Range", range.header(object.size()));
    }
    int status = range.isPart() ? 206 : 200;
    if (range.length() == 0) {
      exchange.sendResponseHeaders(status, -1);
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
    String source = exchange.getRequestHeaders().getFirst("x-amz-copy-source");
    if (source != null) {
      S3Object copy = S3Actions.copy(store, source, request.bucket(), request.key());
      xml(exchange, 200, S3Xml.copied(copy));
      return;
    }
    try (InputStream body = request.content(exchange)) {
      S3Object written = store.put(request.bucket(), request.key(), body);
      exchange.getResponseHeaders().set("ETag", written.etag());
    }
    exchange.sendResponseHeaders(200, -1);
  }

  private static void error(HttpExchange exchange, S3Request request, ServiceException failure)
      throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(failure.httpStatus(), -1);
    } else {
      xml(exchange, failure.httpStatus(), S3Xml.error(failure, request));
    }
  }

  private static void xml(HttpExchange exchange, int status, String xml) throws IOException {
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
