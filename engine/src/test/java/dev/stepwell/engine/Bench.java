package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** An engine on virtual time, with what tests ask of it. */
final class Bench {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** A Task state that waits for its token, handled by {@link #callback}. */
  static final String CALLBACK =
      """
      {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken",
       "Parameters": {"TaskToken.$": "$$.Task.Token"}, "HeartbeatSeconds": 10,
       "TimeoutSeconds": 60, "End": true}
      """;

  private final EngineClock clock;
  private final TaskHandlers.Builder handlers = TaskHandlers.builder();
  private Engine engine;

  Bench() {
    this(VirtualClock.jumping(START));
  }

  Bench(EngineClock clock) {
    this.clock = clock;
  }

  /** A machine of one Task. */
  static String task(String resource) {
    return "{\"StartAt\":\"T\",\"States\":{\"T\":{\"Type\":\"Task\",\"Resource\":\""
        + resource
        + "\",\"End\":true}}}";
  }

  Bench handler(String resource, TaskHandler handler) {
    handlers.put(resource, handler);
    return this;
  }

  /** Fails with the given errors in turn, then succeeds with {@code "done"}. */
  Bench failing(String resource, String... errors) {
    java.util.Iterator<String> next = List.of(errors).iterator();
    return handler(
        resource,
        task -> {
          if (next.hasNext()) {
            task.fail(next.next(), "why");
          } else {
            task.succeed(Json.of("done"));
          }
        });
  }

  /** Hands the attempts of {@link #CALLBACK} to the test. */
  Bench callback(Consumer<Task> seen) {
    return handler(
        "arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken",
        task -> {
          task.submitted(Json.parse("{}"));
          seen.accept(task);
        });
  }

  Engine engine() {
    if (engine == null) {
      engine =
          Engine.builder()
              .clock(clock)
              .ids(Ids.counting())
              .random(new Random(1))
              .handlers(handlers.build())
              .build();
    }
    return engine;
  }

  Execution start(String definition, String input) {
    return engine().start(engine().create("machine", definition), null, Json.parse(input));
  }

  Execution run(String definition, String input) {
    return ended(start(definition, input));
  }

  static Execution ended(Execution execution) {
    try {
      return execution.done().get(20, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("still running: " + execution.history(), e);
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** Lets everything happen that can happen now. */
  void settle() {
    engine().settled().orTimeout(20, TimeUnit.SECONDS).join();
  }

  void advance(Duration time) {
    ((VirtualClock) clock).advance(time);
    settle();
  }

  /** The events as {@code id<previous type}. */
  List<String> chain(Execution execution) {
    return execution.history().stream()
        .map(event -> event.id() + "<" + event.previousEventId() + " " + event.type().word())
        .toList();
  }

  /** Seconds since the start for every event of a type. */
  List<Long> seconds(Execution execution, EventType type) {
    return execution.history().stream()
        .filter(event -> event.type() == type)
        .map(event -> Duration.between(START, event.timestamp()).toSeconds())
        .toList();
  }
}
