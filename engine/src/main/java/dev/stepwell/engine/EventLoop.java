package dev.stepwell.engine;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * An engine's one thread, for those who decide together with it: their actions and its executions
 * take turns, and share one clock. Thread-safe but for {@link #alarm}.
 */
public final class EventLoop {

  private final Loop loop;

  EventLoop(Loop loop) {
    this.loop = loop;
  }

  /** Whether this thread is the event loop's. */
  public boolean isHere() {
    return loop.isHere();
  }

  /**
   * Has an action run in turn with what executions do. It must not block; what it starts with
   * {@link Engine#start} begins in the order of the calls.
   */
  public void execute(Runnable action) {
    loop.post(action);
  }

  /**
   * Answers a question on the event loop, and waits for that; on the event loop itself at once.
   * What the question throws is thrown here.
   *
   * @throws IllegalStateException if the engine is closed before it could answer
   */
  public <T> T ask(Supplier<T> question) {
    if (loop.isHere()) {
      return question.get();
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    loop.post(
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return loop.await(answer);
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /**
   * Has an action run at a moment of the engine's clock, also of one that skips time. A moment that
   * is past is now. To be called on the event loop.
   *
   * @throws IllegalStateException if this is another thread
   */
  public Alarm alarm(Instant at, Runnable action) {
    if (!loop.isHere()) {
      throw new IllegalStateException(
          "alarms are set on the event loop; call this from an action given to execute");
    }
    Timers.Timer timer = loop.at(at.toEpochMilli(), Timers.UNLIMITED, action);
    return () -> loop.cancel(timer);
  }

  /** What is to happen at a moment, until it has happened. */
  @FunctionalInterface
  public interface Alarm {
    /** Forgets it; one that has gone off is left alone. To be called on the event loop. */
    void cancel();
  }
}
