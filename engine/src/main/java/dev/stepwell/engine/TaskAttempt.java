package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One attempt of a task. Everything but the answering methods happens on the event loop. */
final class TaskAttempt implements Task, Suspension, Runnable {

  private final Frame frame;
  private final TaskNode node;
  private final Json arguments;
  private final @Nullable Long timeout;
  private final @Nullable Long heartbeat;
  private final @Nullable String roleArn;
  private @Nullable String token;
  private Timers.@Nullable Timer timeoutTimer;
  private Timers.@Nullable Timer heartbeatTimer;
  private @Nullable Runnable onCancel;
  private @Nullable Runnable early;
  private boolean starting;
  private boolean inFlight;
  private boolean closed;
  private boolean cancelled;

  TaskAttempt(
      Frame frame,
      TaskNode node,
      Json arguments,
      @Nullable Long timeout,
      @Nullable Long heartbeat,
      @Nullable String roleArn) {
    this.frame = frame;
    this.node = node;
    this.arguments = arguments;
    this.timeout = timeout;
    this.heartbeat = heartbeat;
    this.roleArn = roleArn;
    timeoutTimer = timer(timeout, false);
    heartbeatTimer = timer(heartbeat, true);
    if (node.usesToken()) {
      token = frame.token();
      engine().tokens().put(frame.token(), this);
    }
  }

  private Engine engine() {
    return frame.execution().engine();
  }

  private Loop loop() {
    return frame.execution().loop();
  }

  private Timers.@Nullable Timer timer(@Nullable Long seconds, boolean pulse) {
    return seconds == null
        ? null
        : loop().at(frame.execution().now() + seconds * 1000, () -> expire(pulse));
  }

  /** Whether the work may not take longer than a time. */
  boolean hasLimit() {
    return timeout != null || heartbeat != null;
  }

  /**
   * Hands the work over without giving others a turn; what the handler says before it returns is
   * heard at once. For frames that take no turns; they must be at work.
   */
  void startHere() {
    starting = true;
    run();
    starting = false;
    Runnable said = early;
    if (said != null) {
      early = null;
      loop().look();
      said.run();
    }
  }

  /** Does what a handler has said: after its start if that is going on here, else in turn. */
  private void hear(Runnable action) {
    if (!loop().isHere() || !starting) {
      loop().post(action);
      return;
    }
    Runnable before = early;
    early =
        before == null
            ? action
            : () -> {
              before.run();
              action.run();
            };
  }

  /** Hands the work over. */
  @Override
  public void run() {
    if (closed) {
      return;
    }
    switch (node.resource().kind()) {
      case ACTIVITY -> engine().activities().offer(this);
      case FUNCTION -> frame.resume(() -> begin(EventType.LAMBDA_FUNCTION_STARTED, null));
      case SERVICE -> frame.resume(() -> begin(EventType.TASK_STARTED, node.started()));
    }
  }

  private void begin(EventType type, @Nullable EventDetails details) {
    frame.record(type, details);
    TaskHandler handler = engine().handler(node.resource().arn());
    if (handler == null) {
      close();
      node.failed(frame, Failure.of(Failure.TASK_FAILED, nobody(node.resource().arn())));
      return;
    }
    inFlight = !(handler instanceof NestedExecutions);
    loop().inFlight(inFlight ? 1 : 0);
    try {
      handler.start(this);
    } catch (TaskFailedException failure) {
      fail(failure.error(), failure.getMessage());
    } catch (RuntimeException bug) {
      fail(Failure.TASK_FAILED, bug.toString());
    }
  }

  static String nobody(String arn) {
    return "No handler does the work of '"
        + arn
        + "'. Register one: TaskHandlers.builder().put(\""
        + arn
        + "\", handler), and give the handlers to the engine's builder.";
  }

  /** A worker has taken this activity's task. */
  boolean takenBy(@Nullable String worker) {
    if (closed) {
      return false;
    }
    frame.resume(
        () -> frame.record(EventType.ACTIVITY_STARTED, new EventDetails.WorkerStarted(worker)));
    return !closed;
  }

  private void expire(boolean pulse) {
    if (closed) {
      return;
    }
    Failure failure = Failure.timeout(pulse);
    cancel();
    frame.resume(() -> node.timedOut(frame, failure));
    loop().post(() -> frame.resume(() -> frame.fail(failure)));
  }

  private void answer(Runnable outcome) {
    hear(
        () -> {
          if (!closed) {
            close();
            frame.resume(outcome);
          }
        });
  }

  private void close() {
    closed = true;
    loop().cancel(timeoutTimer);
    loop().cancel(heartbeatTimer);
    if (inFlight) {
      inFlight = false;
      loop().inFlight(-1);
    }
    if (node.usesToken()) {
      engine().tokens().remove(token(), this);
    }
  }

  @Override
  public void cancel() {
    if (!closed) {
      cancelled = true;
      Runnable action = onCancel;
      close();
      if (action != null) {
        loop().post(action);
      }
    }
  }

  @Override
  public void submitted(Json output) {
    hear(
        () -> {
          if (!closed) {
            frame.resume(
                () ->
                    frame.record(
                        EventType.TASK_SUBMITTED,
                        new EventDetails.TaskOutput(node.resource(), output)));
          }
        });
  }

  @Override
  public void succeed(Json result) {
    answer(() -> node.succeeded(frame, arguments, result));
  }

  @Override
  public void fail(@Nullable String error, @Nullable String cause) {
    answer(() -> node.failed(frame, Failure.reported(error, cause)));
  }

  @Override
  public void heartbeat() {
    hear(
        () -> {
          if (!closed) {
            loop().cancel(heartbeatTimer);
            heartbeatTimer = timer(heartbeat, true);
          }
        });
  }

  @Override
  public void onCancel(Runnable action) {
    hear(
        () -> {
          if (cancelled) {
            action.run();
          } else {
            onCancel = action;
          }
        });
  }

  @Override
  public String resource() {
    return node.resource().arn();
  }

  @Override
  public Json arguments() {
    return arguments;
  }

  @Override
  public String executionArn() {
    return frame.execution().arn();
  }

  @Override
  public String stateName() {
    return node.name();
  }

  @Override
  public synchronized String token() {
    String known = token;
    if (known == null) {
      known = engine().ids().next().toString();
      token = known;
    }
    return known;
  }

  @Override
  public OptionalLong timeoutSeconds() {
    return timeout == null ? OptionalLong.empty() : OptionalLong.of(timeout);
  }

  @Override
  public @Nullable String roleArn() {
    return roleArn;
  }
}
