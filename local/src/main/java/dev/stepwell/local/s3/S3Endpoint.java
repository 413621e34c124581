package dev.stepwell.local.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stepwell.local.service.ServiceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * S3's HTTP interface on the loopback address, for programs that reach S3 through an AWS SDK. Paths
 * name bucket and key ({@code /bucket/key}); signatures are not checked. What is not served is
 * answered with {@code NotImplemented}.
 */
public final class S3Endpoint implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(S3Endpoint.class);
  private static final int THREADS = 4;

  private final S3Requests requests;
  private final HttpServer server;
  private final ExecutorService executor;

  private S3Endpoint(ObjectStore store, HttpServer server, ExecutorService executor) {
    this.requests = new S3Requests(store);
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
        requests.answer(request, exchange);
      } catch (ServiceException refused) {
        error(exchange, request, refused);
      } catch (RuntimeException fault) {
        LOG.error("{} {} broke", exchange.getRequestMethod(), exchange.getRequestURI(), fault);
        error(exchange, request, new ServiceException("InternalError", String.valueOf(fault), 500));
      }
    }
  }

  private static void error(HttpExchange exchange, S3Request request, ServiceException failure)
      throws IOException {
    if (exchange.getRequestMethod().equals("HEAD") || failure.httpStatus() == 304) {
      S3Requests.done(exchange, failure.httpStatus());
    } else {
      S3Requests.xml(exchange, failure.httpStatus(), S3Xml.error(failure, request));
    }
  }
}
