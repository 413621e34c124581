package dev.stepwell.local.service;

import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskHandler;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Answers the tasks of one resource.
 *
 * @param problem what is wrong with a task's arguments; empty if nothing is
 * @param call makes the call
 * @param executor where
 * @param resumption what becomes of interrupted calls
 * @param ledger where they are recorded
 * @param callback whether somebody else ends the task: then an answer only says that the work has
 *     been handed over
 */
record ServiceHandler(
    Function<Task, String> problem,
    Call call,
    Executor executor,
    ResumptionRule resumption,
    CallLedger ledger,
    boolean callback)
    implements TaskHandler {

  @Override
  public void start(Task task) {
    handOver(
        task,
        () ->
            resumption.of(task.arguments()) == Resumption.RECORD
                ? recorded(task)
                : call.make(task, false));
  }

  @Override
  public void resume(Task task) {
    handOver(
        task,
        () ->
            switch (resumption.of(task.arguments())) {
              case REPEAT -> call.make(task, false);
              case LOOK_UP -> call.make(task, true);
              case RECORD -> before(task);
            });
  }

  private Outcome before(Task task) {
    Optional<Outcome> before = ledger.before(task);
    return before.isPresent() ? before.get() : recorded(task);
  }

  private Outcome recorded(Task task) {
    try {
      ledger.begin(task);
    } catch (RuntimeException unwritten) {
      return call.broken(task, unwritten);
    }
    Outcome outcome = call.make(task, false);
    // Workers are interrupted when the process closes: then the call was broken off, not ended.
    if (!Thread.currentThread().isInterrupted()) {
      ledger.end(task, outcome);
    }
    return outcome;
  }

  private void tell(Task task, Outcome outcome) {
    if (callback) {
      outcome.submit(task);
    } else {
      outcome.tell(task);
    }
  }

  @FunctionalInterface
  private interface Answer {
    Outcome get();
  }

  private void handOver(Task task, Answer answer) {
    String wrong = problem.apply(task);
    if (wrong.isEmpty()) {
      executor.execute(() -> tell(task, answer.get()));
    } else {
      // AWS's answer to arguments of a wrong shape; it can be neither retried nor caught by name.
      task.fail(
          "States.Runtime",
          "The Parameters '"
              + task.arguments().compact()
              + "' could not be used to start the Task: ["
              + wrong
              + "]");
    }
  }
}
