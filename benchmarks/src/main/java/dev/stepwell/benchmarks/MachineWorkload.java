package dev.stepwell.benchmarks;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.EngineBuilder;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.engine.TaskHandlers;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs one state machine, one execution after the other, from the start to the answer. The engine
 * has its defaults: it keeps every event of every execution.
 */
public abstract class MachineWorkload extends Workload {

  /** What Tasks ask for; it hands back its arguments at once. */
  static final String NOOP = "arn:aws:lambda:us-east-1:123456789012:function:noop";

  /** A state machine keeps its executions, so that it is replaced after so many states. */
  private static final int STATES_PER_MACHINE = 200_000;

  private final Figures figures;
  private @Nullable Engine engine;
  private @Nullable StateMachineHandle machine;
  private String definition = "";
  private Json input = JsonObject.EMPTY;
  private int runs;

  MachineWorkload(Figures figures) {
    this.figures = figures;
  }

  /** The text of the state machine. */
  abstract String definition();

  /** What executions are given. */
  Json input() {
    return Json.parse("{\"x\": 1}");
  }

  /** Who does the work of Tasks. */
  TaskHandlers handlers() {
    return TaskHandlers.builder().direct(NOOP, Function.identity()).build();
  }

  /** The engine; with handlers and no more if not overridden. */
  EngineBuilder engineBuilder() {
    return Engine.builder().handlers(handlers());
  }

  /** Whether this is what a right execution gives. */
  boolean isRight(Json output) {
    return true;
  }

  @Override
  final Figures figures() {
    return figures;
  }

  @Override
  public final void open() {
    definition = definition();
    input = input();
    engine = engineBuilder().build();
  }

  @Override
  Object run() {
    return check(start(input).done().join());
  }

  /** Starts one execution. */
  final Execution start(Json given) {
    if (machine == null || runs++ >= STATES_PER_MACHINE / figures.amount()) {
      machine = engine().create("benchmark", definition);
      runs = 0;
    }
    return engine().start(machine, null, given);
  }

  /** Gives the output of an execution, which must have ended well. */
  final Json check(Execution execution) {
    Json output = execution.output().orElse(null);
    if (execution.status() != ExecutionStatus.SUCCEEDED || output == null || !isRight(output)) {
      throw new IllegalStateException(
          figures.id()
              + " went wrong: "
              + execution
              + " "
              + execution.cause().or(() -> execution.output().map(Json::text)).orElse(""));
    }
    return output;
  }

  final Engine engine() {
    if (engine == null) {
      throw new IllegalStateException(figures.id() + " has not been opened");
    }
    return engine;
  }

  @Override
  public final void close() {
    if (engine != null) {
      engine.close();
    }
    machine = null;
  }
}
