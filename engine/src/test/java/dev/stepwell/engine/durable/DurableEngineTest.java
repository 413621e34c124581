package dev.stepwell.engine.durable;

import static dev.stepwell.engine.durable.RestartBench.again;
import static dev.stepwell.engine.durable.RestartBench.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.ActivityTask;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionAlreadyExistsException;
import dev.stepwell.engine.ExecutionStatus;
import dev.stepwell.engine.HistoryEvent;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.engine.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is promised to those who use an engine with a store. */
class DurableEngineTest {

  private static final TaskHandler NEVER = task -> {};
  private static final TaskHandler ECHO =
      TaskHandler.repeatable(task -> task.succeed(task.arguments()));
  private static final String WAITING_TASK = RestartBench.task(RestartBench.RESOURCE, "");

  private final RestartBench bench = new RestartBench();

  @Test
  void aTokenIsGoodInTheNextProcess() throws Exception {
    BlockingQueue<String> tokens = new LinkedBlockingQueue<>();
    TaskHandler handler =
        task -> {
          task.submitted(Json.of("sent"));
          tokens.add(task.token());
        };
    String definition =
        RestartBench.task(
            RestartBench.CALLBACK,
            "\"Parameters\": {\"QueueUrl\": \"q\", \"MessageBody\": {\"t.$\": \"$$.Task.Token\"}},");
    try (Engine engine = bench.on(bench.store(), handler).build()) {
      RestartBench.run(engine, definition);
      engine.settled().get(20, TimeUnit.SECONDS);
    }
    try (Engine engine = bench.next(handler).build()) {
      engine.sendTaskSuccess(tokens.take(), Json.of("answered"));

      assertThat(ended(again(engine)).output()).contains(Json.of("answered"));
      assertThat(tokens).as("messages sent again").isEmpty();
    }
  }

  @Test
  void anActivitysWorkerMayAnswerTheNextProcess() throws Exception {
    ActivityTask taken;
    String activity;
    try (Engine engine = bench.on(bench.store(), NEVER).build()) {
      activity = engine.createActivity("a");
      RestartBench.run(engine, RestartBench.task(activity, ""));
      taken = engine.activityTask(activity, "w").get(20, TimeUnit.SECONDS);
    }
    try (Engine engine = bench.next(NEVER).build()) {
      assertThat(engine.activityTask(activity, "w")).as("nothing is offered twice").isNotDone();
      engine.sendTaskSuccess(taken.token(), Json.of(7));

      assertThat(ended(again(engine)).output()).contains(Json.of(7));
    }
  }

  @Test
  void aTaskThatWasOutFailsByNameUnlessItsHandlerKnowsBetter() throws Exception {
    try (Engine engine = bench.on(bench.store(), NEVER).build()) {
      RestartBench.run(engine, WAITING_TASK);
      engine.settled().get(20, TimeUnit.SECONDS);
    }
    int killed = bench.store().size();
    try (Engine engine = bench.on(bench.store().after(killed), NEVER).build()) {
      Execution execution = ended(again(engine));

      assertThat(execution.error()).contains("Stepwell.Interrupted");
      assertThat(execution.cause().orElseThrow())
          .contains(RestartBench.RESOURCE, "'T'", "Retry on", "override resume");
    }
    try (Engine engine = bench.on(bench.store().after(killed), ECHO).build()) {
      assertThat(ended(again(engine)).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
  }

  @Test
  void aTaskIsTheSameInTheNextProcess() throws Exception {
    List<String> seen = new ArrayList<>();
    TaskHandler handler =
        new TaskHandler() {
          @Override
          public void start(Task task) {
            seen.add(task.token());
            task.submitted(Json.of("job-1"));
          }

          @Override
          public void resume(Task task) {
            seen.add(task.token());
            task.submitted(Json.of("job-1"));
            task.succeed(task.submission().orElseThrow());
          }
        };
    try (Engine engine = bench.on(bench.store(), handler).build()) {
      RestartBench.run(engine, WAITING_TASK);
      engine.settled().get(20, TimeUnit.SECONDS);
    }
    try (Engine engine = bench.next(handler).build()) {
      Execution execution = ended(again(engine));

      assertThat(execution.output()).contains(Json.of("job-1"));
      assertThat(seen).hasSize(2);
      assertThat(seen.get(0)).isEqualTo(seen.get(1));
      assertThat(execution.history())
          .extracting(event -> event.type().word())
          .containsOnlyOnce("TaskSubmitted");
    }
  }

  @Test
  void anEndedExecutionIsFoundAndItsNameIsTaken() throws Exception {
    List<String> history;
    try (Engine engine = bench.on(bench.store(), ECHO).build()) {
      history = lines(ended(RestartBench.run(engine, WAITING_TASK)));
    }
    try (Engine engine = bench.next(ECHO).build()) {
      Execution execution = again(engine);

      assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(execution.output()).contains(Json.parse("{\"n\": 1}"));
      assertThat(lines(execution)).isEqualTo(history);
      assertThat(execution.stateMachine().executionsNewestFirst())
          .extracting(Execution::name)
          .containsExactly("e");
      assertThatThrownBy(() -> RestartBench.run(engine, WAITING_TASK))
          .isInstanceOf(ExecutionAlreadyExistsException.class);
    }
  }

  private static List<String> lines(Execution execution) {
    return execution.history().stream().map(HistoryEvent::toString).toList();
  }

  @Test
  void anExecutionThatFailedIsRedrivenInTheNextProcess() throws Exception {
    try (Engine engine = bench.on(bench.store(), task -> task.fail("Broken", "once")).build()) {
      assertThat(ended(RestartBench.run(engine, WAITING_TASK)).error()).contains("Broken");
    }
    try (Engine engine = bench.next(ECHO).build()) {
      Execution redriven = engine.redrive(again(engine)).get(20, TimeUnit.SECONDS);

      assertThat(ended(redriven).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(again(engine).redriveCount()).isEqualTo(1);
    }
    try (Engine engine = bench.next(NEVER).build()) {
      assertThat(again(engine).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(again(engine).redriveCount()).isEqualTo(1);
    }
  }

  @Test
  void anExecutionIsRedrivenOnceHoweverManyAskForIt() throws Exception {
    try (Engine engine = bench.on(bench.store(), task -> task.fail("Broken", "once")).build()) {
      ended(RestartBench.run(engine, WAITING_TASK));
    }
    try (Engine engine = bench.next(NEVER).build()) {
      Execution first = again(engine);
      Execution second = again(engine);

      assertThat(engine.redrive(first).get(20, TimeUnit.SECONDS).redriveCount()).isEqualTo(1);

      assertThat(engine.redrive(second)).failsWithin(Duration.ofSeconds(20));
      assertThat(engine.stopped(second, "Stopped", null).get(20, TimeUnit.SECONDS)).isNotNull();
      assertThat(again(engine).error()).contains("Stopped");
    }
  }

  @Test
  void aDefinitionThatWasRefusedOnceIsWrittenTheNextTime() throws Exception {
    FailingStore store = new FailingStore(bench.store(), new CountDownLatch(1));
    try (Engine engine = bench.on(store, NEVER).build()) {
      engine.createActivity("before");
      store.fail(true);
      CompletableFuture<String> waiting =
          CompletableFuture.supplyAsync(() -> engine.createActivity("waiting"));
      store.untilTroubleIsKnown();
      assertThatThrownBy(() -> engine.create("m", WAITING_TASK)).isInstanceOf(StoreException.class);
      assertThatThrownBy(() -> engine.createActivity("a")).isInstanceOf(StoreException.class);
      store.fail(false);
      waiting.get(20, TimeUnit.SECONDS);

      RestartBench.run(engine, WAITING_TASK);
      engine.createActivity("a");
    }
    try (Engine engine = bench.next(ECHO).build()) {
      assertThat(ended(again(engine)).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      String activity = engine.arn("activity", "a");
      Execution asked =
          engine.start(
              engine.create("n", RestartBench.task(activity, "")), "e", Json.parse("{\"n\": 2}"));
      assertThat(engine.activityTask(activity, null).get(20, TimeUnit.SECONDS).input())
          .isEqualTo(asked.input());
    }
  }

  @Test
  void anOpenExecutionKeepsTheDefinitionThatItWasStartedWith() throws Exception {
    try (Engine engine = bench.on(bench.store(), NEVER).build()) {
      RestartBench.run(engine, WAITING_TASK);
      engine.settled().get(20, TimeUnit.SECONDS);
      engine.create("m", "{\"StartAt\": \"N\", \"States\": {\"N\": {\"Type\": \"Fail\"}}}");
    }
    try (Engine engine = bench.next(ECHO).build()) {
      assertThat(ended(again(engine)).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(engine.stateMachine("m").orElseThrow().definition()).contains("Fail");
    }
  }

  @Test
  void whatIsNotChosenStandsStillUntilItIsResumed() throws Exception {
    try (Engine engine = bench.on(bench.store(), NEVER).build()) {
      RestartBench.run(engine, WAITING_TASK);
      engine.settled().get(20, TimeUnit.SECONDS);
    }
    try (Engine engine = bench.next(ECHO).resuming(execution -> false).build()) {
      engine.settled().get(20, TimeUnit.SECONDS);
      Execution execution = again(engine);
      assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);

      assertThat(engine.resume(execution)).isTrue();

      assertThat(ended(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(engine.resume(execution)).isFalse();
    }
  }

  @Test
  void aDamagedExecutionFailsAloneAndSaysWhy() throws Exception {
    try (Engine engine = bench.on(bench.store(), NEVER).build()) {
      RestartBench.run(engine, WAITING_TASK);
      engine.start(engine.stateMachine("m").orElseThrow(), "other", Json.of(2));
      engine.settled().get(20, TimeUnit.SECONDS);
    }
    MemoryStore damaged = bench.store().after(bench.store().size());
    damaged.damage(1, "journal/17.log at byte 42: the check sum is wrong");
    try (Engine engine = bench.on(damaged, ECHO).build()) {
      Execution execution = ended(again(engine));

      assertThat(execution.error()).contains("Stepwell.HistoryDamaged");
      assertThat(execution.cause().orElseThrow()).contains("journal/17.log at byte 42");
      Execution other = engine.stateMachine("m").orElseThrow().execution("other").orElseThrow();
      assertThat(ended(other).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
  }
}
