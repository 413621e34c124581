package dev.stepwell.aws.cloud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers the actions of Step Functions one after the other, as a test says. */
final class LoopbackStepFunctions implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  private record Answer(int status, String body) {}

  LoopbackStepFunctions() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  LoopbackStepFunctions when(String action, String body) {
    return when(action, 200, body);
  }

  LoopbackStepFunctions when(String action, int status, String body) {
    answers
        .computeIfAbsent(action, unused -> new ArrayDeque<>())
        .add(new Answer(status, body.replace('\'', '"')));
    return this;
  }

  /** The actions and their requests, in order. */
  List<String> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String action = target.substring(target.indexOf('.') + 1);
    JsonObject request =
        (JsonObject)
            Json.parse(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    asked.add(action + " " + request.compact());
    Deque<Answer> left = answers.getOrDefault(action, new ArrayDeque<>());
    Answer next =
        left.isEmpty() ? new Answer(400, "{\"__type\":\"UnknownOperation\"}") : left.remove();
    byte[] body = next.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(next.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
