package dev.stepwell.local.service;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.local.state.Work;
import dev.stepwell.local.state.WorkRegister;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls that must not be made twice, by the tokens of their tasks. Thread-safe. */
public final class CallLedger {

  private static final Logger LOG = LoggerFactory.getLogger(CallLedger.class);

  private final WorkRegister calls;

  /** A ledger that is kept in this register, which must hold nothing else. */
  public CallLedger(WorkRegister calls) {
    this.calls = requireNonNull(calls, "calls");
  }

  /** Writes down that a call begins. */
  void begin(Task task) {
    JsonObject what =
        JsonObject.of(
            "Resource", Json.of(task.resource()), "Execution", Json.of(task.executionArn()));
    calls.begin(task.token(), task.token(), what);
  }

  /**
   * Writes down how a call ended. The work is done whether or not this can be written, so its
   * caller gets the true answer in any case.
   */
  void end(Task task, Outcome outcome) {
    try {
      calls.finish(task.token(), outcome.json());
    } catch (RuntimeException unwritten) {
      LOG.error(
          "{} in state '{}' is done, but was not recorded. If this process dies before the engine"
              + " keeps the answer, the task fails with {}",
          task.resource(),
          task.stateName(),
          TaskHandler.INTERRUPTED,
          unwritten);
    }
  }

  /**
   * What is known of a call that another process may have begun.
   *
   * @return how it ended, or that nobody knows; empty if it had not begun
   */
  Optional<Outcome> before(Task task) {
    Optional<Work> call = calls.find(task.token());
    if (call.isPresent()) {
      return Optional.of(
          call.get().isFinished()
              ? Outcome.of(call.get().record())
              : Outcome.interrupted(task, "its end was not recorded"));
    }
    if (!calls.damage().isEmpty()) {
      return Optional.of(
          Outcome.interrupted(
              task, "its record may be the one that is damaged (" + calls.damage().get(0) + ")"));
    }
    return Optional.empty();
  }
}
