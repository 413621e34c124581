package dev.stepwell.benchmarks;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.EngineBuilder;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import dev.stepwell.engine.Retention;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.engine.TaskHandlers;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs one state machine, one execution after the other, from the start to the answer. The engine
 * has its defaults: it keeps every event of the executions it keeps.
 */
public abstract class MachineWorkload extends Workload {

  /** What Tasks ask for; it hands back its arguments at once. */
  static final String NOOP = "arn:aws:lambda:us-east-1:123456789012:function:noop";

  private static final int STATES_KEPT = 200_000;

  private final Figures figures;
  private @Nullable Engine engine;
  private @Nullable StateMachineHandle machine;
  private Json input = JsonObject.EMPTY;

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

  /** The engine; with defaults, as long as not overridden, but for the executions kept. */
  EngineBuilder engineBuilder() {
    return Engine.builder()
        .handlers(handlers())
        .retention(new Retention(Retention.DEFAULT.age(), executionsKept()));
  }

  /** How many ended executions are kept; enough for 200,000 states if not overridden. */
  int executionsKept() {
    return Math.max(1, STATES_KEPT / figures.amount());
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
    input = input();
    engine = engineBuilder().build();
    machine = engine.create("benchmark", definition());
  }

  @Override
  Object run() {
    return check(start(input).done().join());
  }

  /** Starts one execution. */
  final Execution start(Json given) {
    if (engine == null || machine == null) {
      throw new IllegalStateException(figures.id() + " has not been opened");
    }
    return engine.start(machine, null, given);
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

  @Override
  public final void close() {
    if (engine != null) {
      engine.close();
    }
  }
}
