package dev.stepwell.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.engine.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One slot, and tasks that do not answer as they should. */
class TaskGateTest {

  private static final String WORK = "arn:aws:states:::aws-sdk:work:do";
  private static final String ONE =
      """
      {"StartAt": "work", "States": {"work": {"Type": "Task", "Resource": "%s",
       "TimeoutSeconds": 60, "End": true}}}
      """
          .formatted(WORK);

  private final VirtualClock clock = VirtualClock.still(Bench.START);
  private final List<Task> begun = new ArrayList<>();
  private final List<String> cancelled = new ArrayList<>();
  private final TaskGate gate = new TaskGate();
  private boolean throwing;
  private Engine engine;
  private StateMachineHandle machine;

  @BeforeEach
  void open() {
    TaskHandler handler =
        task -> {
          if (throwing) {
            throw new IllegalStateException("a bug");
          }
          begun.add(task);
          task.onCancel(() -> cancelled.add(task.executionArn()));
        };
    engine =
        Engine.builder()
            .clock(clock)
            .handlers(gate.behind(TaskHandlers.builder().put(WORK, handler).build()))
            .build();
    gate.connect(
        new TaskGate.Surroundings(
            task -> new TaskGate.Place("flights", 16, StepSpec.of("work"), 1, 0),
            name -> new Pool(name, 1, ""),
            engine.eventLoop()::execute));
    machine = engine.create("flights", ONE);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private Execution start(String name) {
    Execution execution = engine.start(machine, name, JsonObject.EMPTY);
    engine.settled().join();
    return execution;
  }

  @Test
  void aHandlerThatThrowsFailsItsTaskAndGivesItsSlotBack() {
    Execution first = start("first");
    Execution held = start("held");
    throwing = true;
    begun.get(0).succeed(JsonObject.EMPTY);
    assertThat(held.done().join().error()).contains("States.TaskFailed");
    assertThat(held.cause().orElseThrow()).contains("a bug");
    throwing = false;
    assertThat(first.done().join().output()).contains(JsonObject.EMPTY);
    start("after");
    assertThat(begun).hasSize(2);
  }

  @Test
  void aTaskThatTimesOutGivesItsSlotBackAndOneThatWaitsLeavesTheQueue() {
    start("first");
    start("held");
    clock.advance(Duration.ofSeconds(61));
    engine.settled().join();
    assertThat(cancelled).singleElement().asString().endsWith(":first");
    start("after");
    assertThat(begun).hasSize(2);
    assertThat(begun.get(1).executionArn()).endsWith(":after");
  }
}
