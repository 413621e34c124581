package dev.stepwell.engine.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Ids;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.engine.VirtualClock;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The API on an engine with virtual time. */
final class ApiBench implements AutoCloseable {

  static final String PASS =
      "{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Pass\",\"End\":true}}}";
  static final String FAIL =
      "{\"StartAt\":\"F\",\"States\":{\"F\":{\"Type\":\"Fail\",\"Error\":\"E\"}}}";
  static final String WAIT =
      "{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":60,\"End\":true}}}";
  static final String ARN = "arn:aws:states:us-east-1:000000000000:";
  static final String MACHINE = ARN + "stateMachine:m";

  final VirtualClock clock;
  final Engine engine;
  private final StepFunctionsApi api;

  ApiBench() {
    this(VirtualClock.jumping(Instant.parse("2026-01-01T00:00:00Z")), task -> {});
  }

  ApiBench(VirtualClock clock, Consumer<Task> tasks) {
    this.clock = clock;
    this.engine =
        Engine.builder()
            .clock(clock)
            .ids(Ids.counting())
            .random(new Random(7))
            .handlers(
                TaskHandlers.builder()
                    .otherwise(
                        arn ->
                            arn.contains(":::states:")
                                ? Optional.empty()
                                : Optional.of(tasks::accept))
                    .build())
            .build();
    this.api = StepFunctionsApi.on(engine);
  }

  static ApiBench still() {
    return new ApiBench(VirtualClock.still(Instant.parse("2026-01-01T00:00:00Z")), task -> {});
  }

  /** Calls with single quotes for double ones. */
  JsonObject call(String operation, String parameters) {
    return api.call(operation, (JsonObject) Json.parse(parameters.replace('\'', '"')));
  }

  JsonObject call(String operation, JsonObject parameters) {
    return api.call(operation, parameters);
  }

  ApiException refusal(String operation, String parameters) {
    ApiException refusal =
        catchThrowableOfType(ApiException.class, () -> call(operation, parameters));
    assertThat(refusal).as(operation + " " + parameters).isNotNull();
    return refusal;
  }

  JsonObject create(String name, String definition, String... more) {
    JsonObject.Builder json =
        JsonObject.builder().put("name", name).put("definition", definition).put("roleArn", "r");
    for (String each : more) {
      json.putAll((JsonObject) Json.parse(each.replace('\'', '"')));
    }
    return api.call("CreateStateMachine", json.build());
  }

  void update(String definition) {
    api.call(
        "UpdateStateMachine",
        JsonObject.builder()
            .put("stateMachineArn", MACHINE)
            .put("definition", definition)
            .put("publish", true)
            .build());
  }

  /** Starts and lets everything happen; gives the ARN. */
  String start(String arn, String name) {
    String started =
        String.valueOf(
            call("StartExecution", "{'stateMachineArn':'" + arn + "','name':'" + name + "'}")
                .string("executionArn"));
    settle();
    return started;
  }

  void settle() {
    engine.settled().orTimeout(20, TimeUnit.SECONDS).join();
  }

  JsonObject describe(String executionArn) {
    return call("DescribeExecution", "{'executionArn':'" + executionArn + "'}");
  }

  @Override
  public void close() {
    engine.close();
  }
}
