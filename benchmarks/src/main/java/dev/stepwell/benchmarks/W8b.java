package dev.stepwell.benchmarks;

import dev.stepwell.engine.EngineBuilder;
import dev.stepwell.engine.VirtualClock;
import java.time.Instant;

/** 10,000 executions that wait for ten seconds, on a clock that jumps over them. */
public class W8b extends ManyExecutions {

  /** Made by JMH. */
  public W8b() {
    super("W8b", 150, 1_455);
  }

  @Override
  String definition() {
    return WorkloadFiles.read("w8b-short-execution-wait.asl.json");
  }

  @Override
  EngineBuilder engineBuilder() {
    return super.engineBuilder().clock(VirtualClock.jumping(Instant.parse("2026-01-01T00:00:00Z")));
  }
}
