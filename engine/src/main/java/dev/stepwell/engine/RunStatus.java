package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How an execution stands. Changes on the event loop only, where every change is seen at once;
 * elsewhere an end is seen when it is on stable storage.
 */
final class RunStatus {

  private final Loop loop;
  private volatile ExecutionStatus present = ExecutionStatus.RUNNING;
  private volatile ExecutionStatus stored = ExecutionStatus.RUNNING;
  private volatile CompletableFuture<Execution> done = new CompletableFuture<>();
  private volatile int redriveCount;
  private volatile @Nullable Instant redriveTime;
  private volatile boolean waiting;
  private @Nullable Json output;
  private @Nullable Failure failure;
  private long stoppedAt;

  RunStatus(Loop loop) {
    this.loop = loop;
  }

  boolean isClosed() {
    return present != ExecutionStatus.RUNNING;
  }

  /** Whether everybody may see that it has ended. */
  boolean isSeenClosed() {
    return stored != ExecutionStatus.RUNNING;
  }

  /** What the asking thread may see. */
  ExecutionStatus seen() {
    return loop.isHere() ? present : stored;
  }

  /** The same, or that a Map Run is about to set it going again. */
  ExecutionStatus shown() {
    return waiting ? ExecutionStatus.PENDING_REDRIVE : seen();
  }

  /** Has ended. */
  void end(ExecutionStatus how, long at, @Nullable Json result, @Nullable Failure why) {
    stoppedAt = at;
    output = result;
    failure = why;
    // Last, for those who read outside the loop that it has ended.
    present = how;
  }

  /** Lets everybody see the end as soon as it is on stable storage. */
  void show(Run run) {
    ExecutionStatus how = present;
    CompletableFuture<Execution> ended = done;
    loop.release(
        () -> {
          // It may have been set going again meanwhile.
          if (done == ended) {
            stored = how;
          }
          ended.complete(run);
        });
  }

  /** Has ended in another process. */
  void restoreEnd(
      Run run, ExecutionStatus how, long at, @Nullable Json result, @Nullable Failure why) {
    end(how, at, result, why);
    stored = how;
    done.complete(run);
  }

  /** Goes on after having ended badly. */
  void redrive(int count, Instant at) {
    redriveCount = count;
    redriveTime = at;
    waiting = false;
    failure = null;
    done = new CompletableFuture<>();
    present = ExecutionStatus.RUNNING;
    stored = ExecutionStatus.RUNNING;
  }

  /** Whether a Map Run is about to set it going again. */
  boolean isWaiting() {
    return waiting;
  }

  void waiting(boolean now) {
    waiting = now;
  }

  Optional<Json> output() {
    return seen() == ExecutionStatus.SUCCEEDED ? Optional.ofNullable(output) : Optional.empty();
  }

  Optional<Failure> failure() {
    return seen() == ExecutionStatus.RUNNING ? Optional.empty() : Optional.ofNullable(failure);
  }

  long stoppedAt() {
    return stoppedAt;
  }

  Optional<Instant> stopTime() {
    return seen() == ExecutionStatus.RUNNING
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(stoppedAt));
  }

  int redriveCount() {
    return redriveCount;
  }

  Optional<Instant> redriveTime() {
    return Optional.ofNullable(redriveTime);
  }

  CompletableFuture<Execution> done() {
    return done;
  }

  /** Writes down the end of an execution whose events are not. */
  void writeEnd(RunRecords to) {
    to.closed(present, stoppedAt, output, failure);
  }
}
