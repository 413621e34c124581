package dev.stepwell.dsl.graph;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.dsl.airflow.Result;
import dev.stepwell.dsl.airflow.State;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import dev.stepwell.engine.HistoryEvent;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.engine.VirtualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs compiled reference graphs; what tasks do is in the message that they publish. */
final class Machine implements AutoCloseable {

  private final Engine engine =
      Engine.builder()
          .clock(VirtualClock.jumping(Instant.parse("2026-01-01T00:00:00Z")))
          .handlers(
              TaskHandlers.builder().otherwise(resource -> Optional.of(Machine::handle)).build())
          .build();
  private int machines;

  /** One letter a task: s, f or k. */
  private static void handle(Task task) {
    String message = Objects.requireNonNull(((JsonObject) task.arguments()).string("Message"));
    int number = Integer.parseInt(task.stateName().substring(1));
    switch (message.charAt(number)) {
      case 's' -> task.succeed(JsonObject.of("MessageId", Json.of("m")));
      case 'k' -> task.fail("Skip", "nothing to do");
      default -> task.fail("Boom", "it failed");
    }
  }

  StateMachineHandle create(String definition) {
    return engine.create("m" + machines++, definition);
  }

  void delete(StateMachineHandle machine) {
    engine.delete(machine);
  }

  CompletableFuture<Execution> start(StateMachineHandle machine, Json input) {
    return engine.start(machine, null, input).done();
  }

  /** The states that the run recorded of tasks t0, t1, and so on, and its verdict. */
  static Result result(CompletableFuture<Execution> future, int tasks) {
    Execution run;
    try {
      run = future.get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("a run did not end", e);
    }
    JsonObject record = record(run);
    List<List<State>> states = new ArrayList<>();
    for (int t = 0; t < tasks; t++) {
      Json state = Objects.requireNonNull(record.get("t" + t));
      List<State> all = new ArrayList<>();
      if (state instanceof JsonArray array) {
        array.forEach(each -> all.add(state(each)));
      } else {
        all.add(state(state));
      }
      states.add(all);
    }
    boolean good = run.status() == ExecutionStatus.SUCCEEDED;
    boolean expected = good || run.error().equals(Optional.of("Graph.TasksFailed"));
    if (!expected) {
      throw new AssertionError("failed with " + run.error() + ": " + run.cause());
    }
    return new Result(states, good ? State.SUCCESS : State.FAILED);
  }

  private static State state(Json json) {
    return State.valueOf(((JsonString) json).value().toUpperCase(Locale.ROOT));
  }

  private static JsonObject record(Execution run) {
    for (HistoryEvent event : run.history()) {
      if (event.json().has("stateExitedEventDetails")) {
        JsonObject details = event.json().object("stateExitedEventDetails");
        if ("g.tasks".equals(details.string("name"))) {
          String states = details.object("assignedVariables").string("g_tasks");
          return (JsonObject) Json.parse(Objects.requireNonNull(states));
        }
      }
    }
    throw new AssertionError(
        "no record: " + run.status() + " " + run.error() + " " + run.cause() + run.history());
  }

  @Override
  public void close() {
    engine.close();
  }
}
