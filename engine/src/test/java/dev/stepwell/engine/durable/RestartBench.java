package dev.stepwell.engine.durable;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.EngineBuilder;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.engine.VirtualClock;
import dev.stepwell.engine.store.Store;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Engines that follow one another on what is on "disk". */
final class RestartBench {

  static final String RESOURCE = "arn:aws:states:::aws-sdk:sqs:receiveMessage";
  static final String CALLBACK = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";

  final VirtualClock clock = VirtualClock.jumping(Instant.parse("2026-01-01T00:00:00Z"));
  private MemoryStore store = new MemoryStore(clock);

  /** An engine on what its predecessor left, as if that had been killed now. */
  EngineBuilder next(TaskHandler handler) {
    store = store.after(store.size());
    return on(store, handler);
  }

  EngineBuilder on(Store given, TaskHandler handler) {
    return Engine.builder()
        .clock(clock)
        .random(new Random(1))
        .handlers(TaskHandlers.builder().put(RESOURCE, handler).put(CALLBACK, handler).build())
        .store(given);
  }

  MemoryStore store() {
    return store;
  }

  static Execution run(Engine engine, String definition) {
    return engine.start(engine.create("m", definition), "e", Json.parse("{\"n\": 1}"));
  }

  static Execution again(Engine engine) {
    return engine.stateMachine("m").flatMap(each -> each.execution("e")).orElseThrow();
  }

  static Execution ended(Execution execution) throws Exception {
    return execution.done().get(20, TimeUnit.SECONDS);
  }

  static String task(String resource, String more) {
    return """
        {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "%s", %s "End": true}}}
        """
        .formatted(resource, more);
  }
}
