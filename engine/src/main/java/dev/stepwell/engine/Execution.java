package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One run of a state machine. Thread-safe. */
public interface Execution {

  /** The name, unique among the executions of its state machine. */
  String name();

  /** {@code arn:aws:states:<region>:<account>:execution:<machine>:<name>}. */
  String arn();

  /** What is run. */
  StateMachineHandle stateMachine();

  /** How it stands now. */
  ExecutionStatus status();

  /** What it was started with. */
  Json input();

  /** What it gave, once it has succeeded. */
  Optional<Json> output();

  /** The error's name, if it failed with one. */
  Optional<String> error();

  /** The error's text, if it failed with one. */
  Optional<String> cause();

  /** When it began. */
  Instant startTime();

  /** When it ended, if it has. */
  Optional<Instant> stopTime();

  /** How often it was set going again. */
  int redriveCount();

  /** When it was last set going again, if it was. */
  Optional<Instant> redriveTime();

  /** Whether it can be set going again now. */
  Redrivability redrivability();

  /** The Map Run that it is a child of, if it is. */
  Optional<MapRun> mapRun();

  /** The Map Runs of its own distributed Maps, the newest first. */
  List<MapRun> mapRuns();

  /** All events so far, by ascending id. */
  List<HistoryEvent> history();

  /**
   * Completes, with this execution, when it has ended in whatever way. Dependent actions may run on
   * the engine's event loop and must not block; waiting in another thread is fine.
   */
  CompletableFuture<Execution> done();
}
