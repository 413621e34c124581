package dev.stepwell.engine.conformance;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.AwsBehaviour;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.engine.VirtualClock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs a recorded case again and says where the outcome differs first. */
final class Replay implements Check {

  private static final long LIMIT_SECONDS = 20;

  private final Recording recording;
  private final Likeness likeness;
  private final RecordedTasks tasks;

  Replay(Recording recording) {
    this.recording = recording;
    this.likeness = new Likeness(recording.texts("wildcards"), recording.texts("engine_causes"));
    this.tasks = new RecordedTasks(recording, likeness);
  }

  @Override
  public @Nullable String difference() {
    try (Engine engine = engine()) {
      return recording.isTable() ? table(engine) : execution(engine);
    } catch (RuntimeException e) {
      return "failed: " + e;
    }
  }

  private Engine engine() {
    return Engine.builder()
        .clock(VirtualClock.jumping(recording.clock()))
        .random(new Random(1))
        .account("111111111111")
        .roleArn(recording.roleArn())
        .behaviour(AwsBehaviour.on(recording.recorded().atZone(ZoneOffset.UTC).toLocalDate()))
        .handlers(
            new StagedObjects(recording)
                .serve(TaskHandlers.builder())
                .otherwise(arn -> Optional.of(tasks::start))
                .build())
        .build();
  }

  private @Nullable String table(Engine engine) {
    int row = 0;
    for (Json each : recording.expected().array("rows")) {
      JsonObject run = (JsonObject) each;
      String definition =
          run.has("definition") ? run.object("definition").text() : recording.definition();
      StateMachineHandle machine = engine.create("table-" + row, definition);
      Json input = run.get("input");
      Execution execution =
          ended(engine.start(machine, null, input == null ? JsonObject.EMPTY : input));
      String difference =
          likeness.difference(
              run.get("output"), execution.output().orElse(null), "row " + row + " output");
      if (difference != null) {
        return difference + execution.cause().map(cause -> " (" + cause + ")").orElse("");
      }
      row++;
    }
    return null;
  }

  private @Nullable String execution(Engine engine) {
    for (JsonObject event : recording.events()) {
      if (Recording.type(event).equals("ActivityScheduled")) {
        engine.createActivity("activity_arn");
      }
    }
    StateMachineHandle machine =
        engine.create(
            "replayed", Placeholders.inDefinition(recording.definition()), recording.type());
    tasks.work(engine);
    Execution execution =
        ended(
            recording.expected().has("sync_response")
                ? engine.startSync(machine, "again", recording.input())
                : engine.start(machine, "again", recording.input()));
    String difference = recording.isPartial() ? null : outcome(execution);
    if (recording.events().isEmpty()) {
      return difference;
    }
    String first = new Histories(recording, likeness).difference(Histories.actual(execution));
    return first == null ? difference : first;
  }

  private @Nullable String outcome(Execution execution) {
    JsonObject expected = recording.expected();
    JsonObject actual =
        JsonObject.builder()
            .put("status", execution.status().name())
            .putIfPresent("output", execution.output().orElse(null))
            .putIfPresent("error", execution.error().orElse(null))
            .putIfPresent("cause", execution.cause().orElse(null))
            .build();
    JsonObject.Builder wanted = JsonObject.builder();
    for (String name : new String[] {"status", "output", "error", "cause"}) {
      wanted.putIfPresent(name, expected.get(name));
    }
    return likeness.difference(wanted.build(), actual, "outcome");
  }

  private static Execution ended(Execution execution) {
    return execution.done().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }
}
