package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Starts executions. Thread-safe. */
final class Starter {

  private final Engine engine;
  private final Loop loop;

  Starter(Engine engine, Loop loop) {
    this.engine = engine;
    this.loop = loop;
  }

  /** Starts an execution; the answer comes when that is on stable storage. */
  CompletableFuture<Execution> start(
      StateMachineHandle machine, @Nullable String name, Json input) {
    Run run = new Run(machine, startable(name, input), input, null);
    if (machine.type() == WorkflowType.EXPRESS) {
      return begun(run);
    }
    if (name != null) {
      engine.archive().find(machine.name(), name).ifPresent(Starter::refuse);
    }
    Run other = machine.executions().add(run);
    if (other == null) {
      return begun(run);
    }
    if (other.status() == ExecutionStatus.RUNNING && other.input().equals(input)) {
      return known(other);
    }
    throw refuse(other);
  }

  private static ExecutionAlreadyExistsException refuse(Execution other) {
    throw new ExecutionAlreadyExistsException(other.arn());
  }

  /** Starts an Express execution whose starter waits for its end. */
  Execution startSync(StateMachineHandle machine, @Nullable String name, Json input) {
    Run run = new Run(machine, startable(name, input), input, null);
    run.answersStarter();
    loop.post(run::begin);
    return run;
  }

  private CompletableFuture<Execution> begun(Run run) {
    if (loop.isHere()) {
      run.write();
      loop.post(run::begin);
      return CompletableFuture.completedFuture(run);
    }
    if (!loop.isDurable()) {
      loop.post(run::begin);
      return CompletableFuture.completedFuture(run);
    }
    CompletableFuture<Execution> answer = new CompletableFuture<>();
    loop.post(
        () -> {
          run.begin();
          loop.release(() -> answer.complete(run));
        });
    return answer;
  }

  /** An execution that somebody else has started, perhaps only just. */
  private CompletableFuture<Execution> known(Run run) {
    if (loop.isHere() || !loop.isDurable()) {
      return CompletableFuture.completedFuture(run);
    }
    CompletableFuture<Execution> answer = new CompletableFuture<>();
    loop.post(() -> whenWritten(run, answer));
    return answer;
  }

  private void whenWritten(Run run, CompletableFuture<Execution> answer) {
    if (run.isWritten()) {
      loop.release(() -> answer.complete(run));
    } else {
      loop.post(() -> whenWritten(run, answer));
    }
  }

  private String startable(@Nullable String name, Json input) {
    if (input.size() > Failure.MOST_BYTES) {
      throw new IllegalArgumentException(
          "the input of an execution has "
              + input.size()
              + " bytes; at most "
              + Failure.MOST_BYTES
              + " are allowed: hand large data over in S3");
    }
    if (name == null) {
      return engine.ids().next().toString();
    }
    if (!Names.areAllowed(name)) {
      throw new IllegalArgumentException("Invalid Name: '" + name + "'");
    }
    return name;
  }
}
