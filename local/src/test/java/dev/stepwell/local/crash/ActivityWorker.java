package dev.stepwell.local.crash;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.ActivityTask;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.TaskTokenException;
import dev.stepwell.local.crash.Entry.Kind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Takes the tasks of an activity one by one; what it took before it was killed it does again. */
final class ActivityWorker {

  static final String ACTIVITY = "work";

  private final Engine engine;
  private final String arn;
  private final Ledger ledger;
  private final Executor threads;

  ActivityWorker(Engine engine, String arn, Ledger ledger, Executor threads) {
    this.engine = engine;
    this.arn = arn;
    this.ledger = ledger;
    this.threads = threads;
  }

  void start() {
    for (Entry begun : ledger.all(Kind.BEGIN)) {
      if (begun.what().contains("/Work#") && !ledger.has(Kind.HEARD, begun.what(), "")) {
        threads.execute(() -> end(begun.what(), begun.token()));
      }
    }
    next();
  }

  private void next() {
    CompletableFuture<Void> unused =
        engine.activityTask(arn, "outside").thenAcceptAsync(this::work, threads);
  }

  private void work(ActivityTask task) {
    String step = requireNonNull(((JsonObject) task.input()).string("step"));
    ledger.add(Kind.BEGIN, step, task.token());
    end(step, task.token());
    next();
  }

  private void end(String step, String token) {
    if (!ledger.has(Kind.END, step, token)) {
      ledger.add(Kind.END, step, token);
    }
    try {
      engine.sendTaskSuccess(token, Step.result(step));
    } catch (TaskTokenException nobodyWaits) {
      // It timed out while nobody worked, or was answered by a process that could not note so. The
      // state retries what timed out, and the end of its execution tells whether it was answered.
    }
  }
}
