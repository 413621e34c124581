package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.engine.store.StreamInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An execution that has ended and lies in the store. What it is, and how and when it ended, is
 * known; the rest is read when somebody asks.
 */
final class SettledExecution implements Execution {

  private final Engine engine;
  private final StreamInfo info;

  SettledExecution(Engine engine, StreamInfo info) {
    this.engine = engine;
    this.info = info;
  }

  StreamInfo info() {
    return info;
  }

  /** The whole of it. */
  Run load() {
    return engine.archive().load(info);
  }

  @Override
  public String name() {
    return info.name();
  }

  @Override
  public String arn() {
    return engine.arn("execution", info.machine() + ":" + info.name());
  }

  @Override
  public StateMachineHandle stateMachine() {
    return load().stateMachine();
  }

  @Override
  public ExecutionStatus status() {
    return ExecutionStatus.valueOf(info.status());
  }

  @Override
  public Json input() {
    return load().input();
  }

  @Override
  public Optional<Json> output() {
    return load().output();
  }

  @Override
  public Optional<String> error() {
    return load().error();
  }

  @Override
  public Optional<String> cause() {
    return load().cause();
  }

  @Override
  public Instant startTime() {
    return Instant.ofEpochMilli(info.startedAt());
  }

  @Override
  public Optional<Instant> stopTime() {
    return Optional.of(Instant.ofEpochMilli(info.stoppedAt()));
  }

  @Override
  public int redriveCount() {
    return load().redriveCount();
  }

  @Override
  public Optional<Instant> redriveTime() {
    return load().redriveTime();
  }

  @Override
  public Redrivability redrivability() {
    return load().redrivability();
  }

  @Override
  public Optional<MapRun> mapRun() {
    return Optional.empty();
  }

  @Override
  public List<MapRun> mapRuns() {
    return load().mapRuns();
  }

  @Override
  public List<HistoryEvent> history() {
    return load().history();
  }

  @Override
  public CompletableFuture<Execution> done() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SettledExecution execution && execution.info.id() == info.id();
  }

  @Override
  public int hashCode() {
    return Long.hashCode(info.id());
  }

  @Override
  public String toString() {
    return arn() + " " + status();
  }
}
