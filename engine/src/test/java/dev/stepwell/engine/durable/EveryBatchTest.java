package dev.stepwell.engine.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.HistoryEvent;
import dev.stepwell.engine.Ids;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.engine.VirtualClock;
import dev.stepwell.engine.WorkflowType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cuts an engine off after every single batch that it ever wrote, and has another one go on: the
 * executions must end as if nothing had happened.
 */
class EveryBatchTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  static Stream<Scenario> scenarios() {
    return Scenario.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void endsAsIfNothingHadHappened(Scenario scenario) throws Exception {
    VirtualClock clock = VirtualClock.jumping(START);
    MemoryStore whole = new MemoryStore(clock);
    Map<String, Object> expected;
    try (Engine engine = engine(whole, new Ledger(), clock)) {
      scenario.start(engine);
      expected = ends(engine, scenario);
    }
    assertThat(expected).isNotEmpty();

    for (int count = scenario.firstBatch(whole); count <= whole.size(); count++) {
      Ledger ledger = new Ledger();
      VirtualClock later = VirtualClock.jumping(whole.timeAfter(count));
      try (Engine engine = engine(whole.after(count), ledger, later)) {
        assertThat(ends(engine, scenario)).as("cut off after batch %d", count).isEqualTo(expected);
        assertThat(ledger.doubled()).isEmpty();
      }
    }
  }

  private static Engine engine(MemoryStore store, Ledger ledger, VirtualClock clock) {
    TaskHandlers handlers = Scenario.handlers(ledger);
    return Engine.builder()
        .clock(clock)
        .ids(Ids.random())
        .random(new Random(1))
        .handlers(handlers)
        .store(store)
        .build();
  }

  /** How all executions ended, without what chance and the clock give. */
  private static Map<String, Object> ends(Engine engine, Scenario scenario) throws Exception {
    scenario.finish(engine);
    Map<String, Object> ends = new TreeMap<>();
    for (StateMachineHandle machine : engine.stateMachines()) {
      for (Execution execution : machine.executionsNewestFirst()) {
        ends.put(machine.name() + ":" + execution.name(), end(execution));
      }
    }
    return ends;
  }

  private static List<String> end(Execution execution) {
    List<String> lines = new ArrayList<>();
    lines.add(
        execution.status()
            + " "
            + execution.output().map(Json::text)
            + " "
            + execution.error()
            + " "
            + execution.cause());
    // As on AWS, an Express execution has no history that could be kept.
    if (execution.stateMachine().type() == WorkflowType.STANDARD) {
      execution.history().forEach(event -> lines.add(line(event)));
    }
    execution
        .mapRuns()
        .forEach(
            run ->
                run.executions().stream()
                    .map(EveryBatchTest::end)
                    .map(Object::toString)
                    .sorted()
                    .forEach(lines::add));
    return lines;
  }

  private static String line(HistoryEvent event) {
    JsonObject.Builder shown = JsonObject.builder();
    event
        .json()
        .forEach(
            (name, value) -> {
              if (!name.equals("timestamp")) {
                shown.put(name, value);
              }
            });
    return shown
        .build()
        .compact()
        .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<id>")
        .replaceAll("(StartDate|StopDate)\\\\*\":\\d+", "$1:<time>");
  }
}
