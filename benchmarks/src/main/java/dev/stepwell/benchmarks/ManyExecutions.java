package dev.stepwell.benchmarks;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Execution;
import java.util.ArrayList;
import java.util.List;

/** Starts 10,000 executions at once and waits for all of them. */
public abstract class ManyExecutions extends MachineWorkload {

  static final int EXECUTIONS = 10_000;

  private final Json[] inputs = new Json[EXECUTIONS];

  ManyExecutions(String id, double target, double peer) {
    super(new Figures(id, EXECUTIONS, "runs", target, peer));
    for (int i = 0; i < EXECUTIONS; i++) {
      inputs[i] = JsonObject.of("id", Json.of(i));
    }
  }

  @Override
  int executionsKept() {
    return EXECUTIONS;
  }

  @Override
  Object run() {
    List<Execution> started = new ArrayList<>(EXECUTIONS);
    for (Json each : inputs) {
      started.add(start(each));
    }
    for (Execution each : started) {
      check(each.done().join());
    }
    return started;
  }
}
