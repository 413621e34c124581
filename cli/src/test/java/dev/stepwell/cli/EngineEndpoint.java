package dev.stepwell.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.api.ApiException;
import dev.stepwell.engine.api.StepFunctionsApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The API of Step Functions over an engine, on a free port of loopback; no other service. */
final class EngineEndpoint implements AutoCloseable {

  private static final String NO_STACK =
      "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code>"
          + "<Message>Stack does not exist</Message></Error></ErrorResponse>";

  private final HttpServer server;
  private final StepFunctionsApi api;

  EngineEndpoint(Engine engine) throws IOException {
    api = StepFunctionsApi.on(engine);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A call without a client; apostrophes stand for quotes. */
  JsonObject call(String operation, String parameters) {
    return api.call(
        operation, (JsonObject) Json.parse(parameters.replace("\\'", "\\\"").replace('\'', '"')));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (target == null) {
      answer(exchange, 400, "text/xml", NO_STACK);
      return;
    }
    try {
      JsonObject answer =
          api.call(target.substring(target.indexOf('.') + 1), (JsonObject) Json.parse(body));
      answer(exchange, 200, "application/x-amz-json-1.0", answer.compact());
    } catch (ApiException e) {
      JsonObject refused =
          e.members().with("__type", Json.of(e.code())).with("message", Json.of(e.text()));
      answer(exchange, e.httpStatus(), "application/x-amz-json-1.0", refused.compact());
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
