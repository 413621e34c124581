package dev.stepwell.local.crash;

import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.local.crash.Entry.Kind;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** The work that is done outside the engine, with an entry for everything that happens to it. */
final class OutsideWork {

  static final String SDK = "arn:aws:states:::aws-sdk:outside:";
  static final String ASK = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";

  private final Ledger ledger;
  private final Callbacks callbacks;
  private final ScheduledExecutorService threads;

  OutsideWork(Ledger ledger, Callbacks callbacks, ScheduledExecutorService threads) {
    this.ledger = ledger;
    this.callbacks = callbacks;
    this.threads = threads;
  }

  TaskHandlers.Builder handlers() {
    return TaskHandlers.builder()
        .put(SDK + "repeatable", handler(this::repeat, this::repeat))
        .put(SDK + "attached", handler(this::begin, this::attach))
        .put(SDK + "failing", task -> give(task, Kind.GIVEN, this::begin))
        .put(ASK, handler(this::ask, this::ask));
  }

  private TaskHandler handler(BiConsumer<Task, Step> start, BiConsumer<Task, Step> resume) {
    return new TaskHandler() {
      @Override
      public void start(Task task) {
        give(task, Kind.GIVEN, start);
      }

      @Override
      public void resume(Task task) {
        give(task, Kind.RESUMED, resume);
      }
    };
  }

  private void give(Task task, Kind how, BiConsumer<Task, Step> work) {
    Step step = Step.of(task);
    ledger.add(how, step.name(), step.token());
    threads.execute(() -> work.accept(task, step));
  }

  /** Work that may be done any number of times, until the engine has heard of it. */
  private void repeat(Task task, Step step) {
    ScheduledFuture<?> unused =
        threads.schedule(() -> end(task, step), step.duration(), TimeUnit.MILLISECONDS);
  }

  /** Work that must be done once. */
  private void begin(Task task, Step step) {
    ledger.add(Kind.BEGIN, step.name(), step.token());
    repeat(task, step);
  }

  /** Looks up what was done under the task's token, and does only what is left to do. */
  private void attach(Task task, Step step) {
    if (ledger.has(Kind.END, step.name(), step.token())) {
      answer(task, step);
    } else if (ledger.has(Kind.BEGIN, step.name(), step.token())) {
      repeat(task, step);
    } else {
      begin(task, step);
    }
  }

  private void end(Task task, Step step) {
    ledger.add(Kind.END, step.name(), step.token());
    answer(task, step);
  }

  private static void answer(Task task, Step step) {
    if (step.fails()) {
      task.fail(Callbacks.ERROR, step.name());
    } else {
      task.succeed(step.result());
    }
  }

  /** Asks somebody who answers at once, or whom the test plays. */
  private void ask(Task task, Step step) {
    if (!ledger.has(Kind.END, step.name(), step.token())) {
      ledger.add(Kind.END, step.name(), step.token());
    }
    task.submitted(Step.result(step.name()));
    if (step.duration() % 2 == 0) {
      callbacks.add(new Callbacks.Answer(step));
    }
  }
}
