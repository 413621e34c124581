package dev.stepwell.engine.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.EngineClock;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.engine.TaskTokenException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that come as soon as an engine is there again. */
@Timeout(20)
class EarlyCallbackTest {

  private static final String ASK = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
  private static final String DEFINITION =
      """
      {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true, "Resource": "%s",
        "Parameters": {"QueueUrl": "q", "MessageBody": {"t.$": "$$.Task.Token"}}}}}
      """
          .formatted(ASK);

  /** A clock that nobody but the test's own thread can look at until it is let go. */
  private static final class HeldClock implements EngineClock {

    private final EngineClock real = EngineClock.system();
    private final Thread owner = Thread.currentThread();
    private final CountDownLatch letGo = new CountDownLatch(1);

    @Override
    public Instant instant() {
      if (Thread.currentThread() != owner) {
        try {
          letGo.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return real.instant();
    }

    @Override
    public long sleepMillis(long next, boolean inFlight) {
      return real.sleepMillis(next, inFlight);
    }
  }

  @Test
  void waitForTheEngineToHaveTakenUpWhatItsPredecessorLeft() throws Exception {
    MemoryStore store = new MemoryStore(InstantSource.system());
    CompletableFuture<String> token = new CompletableFuture<>();
    try (Engine engine =
        Engine.builder()
            .store(store)
            .handlers(
                TaskHandlers.builder()
                    .put(
                        ASK,
                        task -> {
                          task.submitted(Json.of("sent"));
                          token.complete(task.token());
                        })
                    .build())
            .build()) {
      engine.start(engine.create("m", DEFINITION), "run", Json.parse("{}"));
      token.get(10, TimeUnit.SECONDS);
    }

    HeldClock clock = new HeldClock();
    try (Engine next = Engine.builder().store(store.after(store.size())).clock(clock).build()) {
      Thread answering = Thread.currentThread();
      CompletableFuture<Void> release =
          CompletableFuture.runAsync(
              () -> {
                while (answering.getState() == Thread.State.RUNNABLE) {
                  Thread.onSpinWait();
                }
                clock.letGo.countDown();
              });
      next.sendTaskSuccess(token.join(), Json.of("answered"));
      release.join();
      Execution execution = next.stateMachine("m").orElseThrow().execution("run").orElseThrow();
      execution.done().get(10, TimeUnit.SECONDS);
      assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThatThrownBy(() -> next.sendTaskSuccess(token.join(), Json.of("again")))
          .isInstanceOf(TaskTokenException.class);
    }
  }
}
