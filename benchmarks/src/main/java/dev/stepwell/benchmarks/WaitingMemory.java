package dev.stepwell.benchmarks;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.engine.VirtualClock;
import java.time.Instant;

/** Measures the heap that an execution of W8b takes while it waits. */
final class WaitingMemory {

  private static final int EXECUTIONS = 20_000;

  private WaitingMemory() {}

  /** Bytes for each execution, with its history, name and input; the engine holds them all. */
  static long bytes() {
    VirtualClock clock = VirtualClock.still(Instant.parse("2026-01-01T00:00:00Z"));
    try (Engine engine = Engine.builder().clock(clock).build()) {
      StateMachineHandle machine =
          engine.create("waiting", WorkloadFiles.read("w8b-short-execution-wait.asl.json"));
      engine.start(machine, null, JsonObject.of("id", Json.of(-1)));
      engine.settled().join();
      long before = used();
      for (int i = 0; i < EXECUTIONS; i++) {
        engine.start(machine, null, JsonObject.of("id", Json.of(i)));
      }
      engine.settled().join();
      long after = used();
      return (after - before) / EXECUTIONS;
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
