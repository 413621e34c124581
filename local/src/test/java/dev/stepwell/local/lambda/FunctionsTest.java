package dev.stepwell.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.local.service.CallLedger;
import dev.stepwell.local.service.ServiceHandlers;
import dev.stepwell.local.service.TaskCalls;
import dev.stepwell.local.state.WorkRegister;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FunctionsTest {

  /** Gives its input back, says who it is, or fails. */
  public static final class Echo implements RequestStreamHandler {

    private int calls;

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
        throws IOException {
      String payload = new String(input.readAllBytes(), StandardCharsets.UTF_8);
      calls++;
      switch (payload) {
        case "\"count\"" -> output.write(Integer.toString(calls).getBytes(StandardCharsets.UTF_8));
        case "\"who\"" -> {
          String who = context.getInvokedFunctionArn() + " " + context.getMemoryLimitInMB();
          boolean time = context.getRemainingTimeInMillis() > 500;
          output.write((who + " " + time).getBytes(StandardCharsets.UTF_8));
        }
        case "\"fail\"" ->
            throw new IllegalArgumentException("no day", new IOException("underneath"));
        case "\"hang\"" -> hang();
        case "\"nothing\"" -> {}
        default -> output.write(payload.getBytes(StandardCharsets.UTF_8));
      }
    }

    private static void hang() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException givenUp) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Works on plain Java values. */
  public static final class Plain
      implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
      return Map.of("twice", ((Number) input.get("n")).intValue() * 2);
    }
  }

  /** Cannot be made. */
  public static final class Unmade implements RequestStreamHandler {

    /** Fails. */
    public Unmade() {
      throw new IllegalStateException("no configuration");
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {}
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Functions functions =
      new Functions(FunctionsTest.class.getClassLoader(), threads, () -> "req-1");
  private final TaskCalls calls;

  FunctionsTest() {
    add("Echo", Echo.class.getName() + "::handleRequest");
    add("Plain", Plain.class.getName());
    functions.add(
        new FunctionDefinition("Lister", Echo.class.getName(), 256, Duration.ofSeconds(1), true),
        arn("Lister"));
    add("Unmade", Unmade.class.getName());
    add("Gone", "com.acme.Gone");
    add("NoHandler", String.class.getName());
    ServiceHandlers services =
        new ServiceHandlers(
            Runnable::run,
            InstantSource.system(),
            () -> "r-1",
            new CallLedger(WorkRegister.inMemory()));
    TaskHandlers.Builder handlers = TaskHandlers.builder();
    services.add(functions.service(), handlers);
    handlers.otherwise(resource -> functions.handler(resource, services));
    calls = TaskCalls.to(handlers.build());
  }

  private void add(String name, String handler) {
    functions.add(new FunctionDefinition(name, handler, 256, Duration.ofSeconds(1)), arn(name));
  }

  private static String arn(String name) {
    return "arn:aws:lambda:us-east-1:123456789012:function:" + name;
  }

  private Json direct(String name, String payload) {
    return calls.callResource(arn(name), Json.parse(payload.replace('\'', '"')));
  }

  private TaskFailedException failure(String name, String payload) {
    return catchThrowableOfType(TaskFailedException.class, () -> direct(name, payload));
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void invokesByNameAndByArn() {
    JsonObject answer =
        (JsonObject) calls.call("lambda:invoke", "{'FunctionName':'Echo','Payload':{'a':[1]}}");

    assertThat(answer.names())
        .containsExactly(
            "ExecutedVersion", "Payload", "SdkHttpMetadata", "SdkResponseMetadata", "StatusCode");
    assertThat(answer.get("Payload")).isEqualTo(Json.parse("{\"a\":[1]}"));
    assertThat(
            ((JsonObject)
                    calls.call("lambda:invoke", "{'FunctionName':'" + arn("Echo") + ":live'}"))
                .get("Payload"))
        .isEqualTo(JsonObject.EMPTY);
  }

  @Test
  void callsAFunctionOnceMoreOnlyIfItIsIdempotent() {
    for (String name : new String[] {"Echo", "Lister"}) {
      Json count = Json.of("count");
      Json invoke = JsonObject.of("FunctionName", Json.of(arn(name) + ":live"), "Payload", count);
      calls.start(name, arn(name), count);
      calls.start(name + "-invoke", "arn:aws:states:::lambda:invoke", invoke);

      Json again = calls.resume(name, arn(name), count);
      JsonObject answer =
          (JsonObject) calls.resume(name + "-invoke", "arn:aws:states:::lambda:invoke", invoke);

      boolean idempotent = name.equals("Lister");
      assertThat(again).isEqualTo(Json.of(idempotent ? 3 : 1));
      assertThat(answer.get("Payload")).isEqualTo(Json.of(idempotent ? 4 : 2));
    }
  }

  @Test
  void givesTheAnswerAloneUnderTheFunctionsOwnArn() {
    assertThat(direct("Echo", "[1,2]")).isEqualTo(Json.parse("[1,2]"));
    assertThat(direct("Plain", "{'n':21}")).isEqualTo(Json.parse("{\"twice\":42}"));
    assertThat(direct("Echo", "'nothing'").typeName()).isEqualTo("null");
  }

  @Test
  void tellsTheHandlerWhoItIs() {
    assertThat(direct("Echo", "'who'")).isEqualTo(Json.of(arn("Echo") + " 256 true"));
  }

  @Test
  void keepsAnInstanceForTheNextCall() {
    assertThat(direct("Echo", "'count'")).isEqualTo(Json.of(1));
    assertThat(direct("Echo", "'count'")).isEqualTo(Json.of(2));
  }

  @Test
  void failsUnderTheNameOfTheException() {
    TaskFailedException failure = failure("Echo", "'fail'");
    JsonObject cause = (JsonObject) Json.parse(String.valueOf(failure.getMessage()));

    assertThat(failure.error()).isEqualTo("java.lang.IllegalArgumentException");
    assertThat(cause.string("errorMessage")).isEqualTo("no day");
    assertThat(cause.string("errorType")).isEqualTo("java.lang.IllegalArgumentException");
    assertThat(cause.get("stackTrace")).isNotNull();
    assertThat(cause.object("cause").string("errorMessage")).isEqualTo("underneath");
  }

  @Test
  void failsIfTheHandlerCannotBeMade() {
    assertThat(failure("Unmade", "{}").error()).isEqualTo("java.lang.IllegalStateException");
    assertThat(failure("Gone", "{}").error()).isEqualTo("java.lang.ClassNotFoundException");
    assertThat(failure("NoHandler", "{}"))
        .hasMessageContaining("implements neither RequestStreamHandler nor RequestHandler");
  }

  @Test
  void givesUpACallThatTakesTooLong() {
    TaskFailedException failure = failure("Echo", "'hang'");

    assertThat(failure.error()).isEqualTo("Sandbox.Timedout");
    assertThat(failure).hasMessageContaining("Task timed out after 1.00 seconds");
  }

  @Test
  void namesAFunctionThatIsMissing() {
    assertThatThrownBy(() -> calls.call("lambda:invoke", "{'FunctionName':'Nobody'}"))
        .hasMessageContaining("Function not found: Nobody; there are [Echo,")
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> assertThat(e.error()).isEqualTo("Lambda.ResourceNotFoundException"));
    assertThatThrownBy(
            () -> calls.call("lambda:invoke", "{'FunctionName':'Echo','InvocationType':'Event'}"))
        .hasMessageContaining("InvocationType Event is not supported here");
  }

  @Test
  void checksTheTimeout() {
    assertThatThrownBy(() -> new FunctionDefinition("f", "C", 128, Duration.ofMinutes(16)))
        .hasMessageContaining("function 'f': the timeout must be 1 second to 15 minutes");
  }
}
