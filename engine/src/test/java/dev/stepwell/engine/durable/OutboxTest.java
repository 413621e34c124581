package dev.stepwell.engine.durable;

import static dev.stepwell.engine.durable.RestartBench.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.engine.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nothing leaves the engine before what it rests on is on disk. */
class OutboxTest {

  private static final String TWO_TASKS =
      """
      {"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "RESOURCE", "Next": "B"},
        "B": {"Type": "Task", "Resource": "RESOURCE", "End": true}}}
      """
          .replace("RESOURCE", RestartBench.RESOURCE);

  private final RestartBench bench = new RestartBench();

  @Test
  void aTaskStartsWhenItsStartAndAllBeforeItAreOnDisk() throws Exception {
    List<String> seen = new ArrayList<>();
    MemoryStore store = bench.store();
    TaskHandler handler =
        task -> {
          // What another process would find now.
          try (Engine other =
              bench.on(store.after(store.size()), any -> {}).resuming(execution -> false).build()) {
            Execution found = RestartBench.again(other);
            seen.add(
                task.stateName()
                    + " after "
                    + found.history().get(found.history().size() - 1).type().word());
          }
          task.succeed(task.arguments());
        };
    try (Engine engine = bench.on(store, handler).build()) {
      ended(RestartBench.run(engine, TWO_TASKS));
    }
    assertThat(seen).containsExactly("A after TaskStarted", "B after TaskStarted");
  }

  @Test
  void aStepCostsOneSync() throws Exception {
    TaskHandler handler = task -> task.succeed(task.arguments());
    try (Engine engine = bench.on(bench.store(), handler).build()) {
      StateMachineHandle machine = engine.create("m", TWO_TASKS);
      int before = bench.store().size();
      ended(engine.start(machine, "e", Json.of(1)));
      assertThat(bench.store().size() - before).isEqualTo(3);
    }
  }

  @Test
  void pausesWhileTheStoreCannotBeWrittenAndGoesOn() throws Exception {
    CountDownLatch refused = new CountDownLatch(1);
    FailingStore store = new FailingStore(bench.store(), refused);
    TaskHandler handler = task -> task.succeed(task.arguments());
    try (Engine engine = bench.on(store, handler).build()) {
      StateMachineHandle machine = engine.create("m", TWO_TASKS);
      store.fail(true);
      CompletableFuture<Execution> waiting =
          CompletableFuture.supplyAsync(() -> engine.start(machine, "e", Json.of(1)));
      assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();
      store.untilTroubleIsKnown();

      assertThatThrownBy(() -> engine.start(machine, "f", Json.of(1)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("no space left");
      assertThat(waiting).isNotDone();

      store.fail(false);

      Execution execution = ended(waiting.get(20, TimeUnit.SECONDS));
      assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(ended(engine.start(machine, "f", Json.of(1))).status())
          .isEqualTo(ExecutionStatus.SUCCEEDED);
    }
  }
}
