import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * One cold start of a handler, in the process that this is: what the JVM took until here, what making
 * the handler takes, and the first and the second event. S3 and Step Functions are a server of this
 * process on loopback that answers at once, so no network is part of it. Runs on the functions' jar
 * alone; prints milliseconds.
 */
public final class ColdStart {

  private static final String OBJECTS =
      "<ListBucketResult><IsTruncated>false</IsTruncated><Contents>"
          + "<Key>flights/day=2001-01-03/hour=08/flights.csv</Key><Size>9</Size>"
          + "</Contents></ListBucketResult>";
  private static final String STARTED =
      "{\"executionArn\":\"arn:aws:states:us-east-1:123456789012:execution:m:e\",\"startDate\":1}";

  public static void main(String[] arguments) throws Exception {
    double jvm = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", ColdStart::answer);
    server.start();
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    System.setProperty("aws.endpointUrlS3", address);
    System.setProperty("aws.endpointUrlSfn", address);
    System.setProperty("aws.accessKeyId", "key");
    System.setProperty("aws.secretAccessKey", "secret");
    System.setProperty("aws.region", "us-east-1");
    byte[] event = event(arguments[0]).getBytes(StandardCharsets.UTF_8);

    long began = System.nanoTime();
    RequestStreamHandler handler =
        (RequestStreamHandler) Class.forName(arguments[0]).getConstructor().newInstance();
    double made = since(began);
    double first = handle(handler, event);
    double second = handle(handler, event);
    server.stop(0);
    System.out.printf("%.0f %.1f %.1f %.2f%n", jvm, made, first, second);
  }

  private static double handle(RequestStreamHandler handler, byte[] event) throws IOException {
    long began = System.nanoTime();
    handler.handleRequest(
        new ByteArrayInputStream(event), new ByteArrayOutputStream(), context());
    return since(began);
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e6;
  }

  /** A context whose logger is silent. */
  private static com.amazonaws.services.lambda.runtime.Context context() {
    return proxy(com.amazonaws.services.lambda.runtime.Context.class);
  }

  private static <T> T proxy(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, given) ->
                method.getReturnType().isInterface() ? proxy(method.getReturnType()) : null));
  }

  private static void answer(HttpExchange exchange) throws IOException {
    boolean s3 = exchange.getRequestHeaders().getFirst("X-Amz-Target") == null;
    byte[] body = (s3 ? OBJECTS : STARTED).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static String event(String handler) {
    if (handler.endsWith("PlanPartitions")) {
      return "{\"bucket\":\"landing\",\"prefix\":\"flights/\",\"day\":\"2001-01-03\"}";
    } else if (handler.endsWith("S3FanOut")) {
      return "{\"source\":\"aws.s3\",\"detail-type\":\"Object Created\",\"time\":\"2001-01-03T08:00:00Z\","
          + "\"detail\":{\"bucket\":{\"name\":\"landing\"},\"object\":{\"key\":"
          + "\"flights/day=2001-01-03/hour=08/flights.csv\",\"size\":9,\"sequencer\":\"0A\"}}}";
    }
    String record =
        Base64.getEncoder()
            .encodeToString("2001-01-03T08:00:00,5,900,JFK,LAX\n".getBytes(StandardCharsets.UTF_8));
    return "{\"invocationId\":\"i\",\"deliveryStreamArn\":\"a\",\"region\":\"us-east-1\",\"records\":["
        + "{\"recordId\":\"1\",\"approximateArrivalTimestamp\":1,\"data\":\""
        + record
        + "\"}]}";
  }
}
