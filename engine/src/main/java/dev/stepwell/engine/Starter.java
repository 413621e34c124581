package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import java.util.Optional;
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
    Run run = startHere(machine, name, input);
    if (!loop.isDurable()) {
      return CompletableFuture.completedFuture(run);
    }
    CompletableFuture<Execution> answer = new CompletableFuture<>();
    loop.post(() -> whenWritten(run, answer));
    return answer;
  }

  /** Starts an execution for those whose own records go to the store with it, or who wait. */
  Run startHere(StateMachineHandle machine, @Nullable String name, Json input) {
    Run run = new Run(machine, startable(name, input), input, null);
    if (machine.type() == WorkflowType.EXPRESS) {
      begin(run);
      return run;
    }
    Run other = machine.executions().add(run);
    if (other == null) {
      if (name != null) {
        refuseArchived(run);
      }
      begin(run);
      return run;
    }
    if (other.status() == ExecutionStatus.RUNNING && other.input().equals(input)) {
      return other;
    }
    throw new ExecutionAlreadyExistsException(other.arn());
  }

  private void begin(Run run) {
    if (loop.isHere()) {
      run.write();
    }
    loop.post(run::begin);
  }

  /** Takes an execution back whose name belongs to one that is no longer in memory. */
  private void refuseArchived(Run run) {
    StateMachineHandle machine = run.stateMachine();
    Optional<Execution> ended = engine.archive().find(machine.name(), run.name());
    if (ended.isPresent()) {
      machine.executions().takeBack(run);
      throw new ExecutionAlreadyExistsException(ended.get().arn());
    }
  }

  /** Starts an Express execution whose starter waits for its end. */
  Execution startSync(StateMachineHandle machine, @Nullable String name, Json input) {
    Run run = new Run(machine, startable(name, input), input, null);
    run.answersStarter();
    loop.post(run::begin);
    return run;
  }

  /** Somebody else may have started it only just. */
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
