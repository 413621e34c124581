package dev.stepwell.lambdas.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

/** The real SDK client against answers in Step Functions' own wire format. */
class SfnExecutionStarterTest {
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:loads";

  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private SfnExecutionStarter starter;
  private int status = 200;
  private String answer =
      "{\"executionArn\":\"arn:aws:states:us-east-1:123456789012:execution:loads:one\","
          + "\"startDate\":978512711.0}";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestHeaders().getFirst("X-Amz-Target")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    starter =
        new SfnExecutionStarter(
            SfnClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .build());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void startsByName() {
    assertThat(starter.start(ARN, "one", "{\"day\":\"2001-01-03\"}")).isTrue();
    assertThat(requests)
        .singleElement()
        .asString()
        .startsWith("AWSStepFunctions.StartExecution ")
        .contains("\"name\":\"one\"", "\"input\":\"{\\\"day\\\":\\\"2001-01-03\\\"}\"", ARN);
  }

  @Test
  void saysWhenTheNameExists() {
    status = 400;
    answer =
        "{\"__type\":\"com.amazonaws.swf.service.v2.model#ExecutionAlreadyExists\","
            + "\"message\":\"Execution Already Exists: 'one'\"}";

    assertThat(starter.start(ARN, "one", "{}")).isFalse();
  }

  @Test
  void letsOtherErrorsThrough() {
    status = 400;
    answer =
        "{\"__type\":\"com.amazonaws.swf.service.v2.model#StateMachineDoesNotExist\","
            + "\"message\":\"State Machine Does Not Exist\"}";

    assertThatThrownBy(() -> starter.start(ARN, "one", "{}"))
        .isInstanceOf(StateMachineDoesNotExistException.class);
  }
}
