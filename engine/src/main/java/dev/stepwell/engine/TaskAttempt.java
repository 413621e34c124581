package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One attempt of a task. Everything but the answering methods happens on the event loop. */
final class TaskAttempt implements Task, Suspension, Runnable {

  private final Frame frame;
  private final TaskNode node;
  private final Json arguments;
  private final @Nullable Long timeout;
  private final @Nullable Long heartbeat;
  private final @Nullable String roleArn;
  private final int scheduledId;
  private volatile @Nullable Json submission;
  private @Nullable String token;
  private Timers.@Nullable Timer timeoutTimer;
  private Timers.@Nullable Timer heartbeatTimer;
  private @Nullable Runnable onCancel;
  private @Nullable Runnable early;
  private boolean here;
  private boolean starting;
  private boolean inFlight;
  private boolean closed;
  private boolean cancelled;

  /** An attempt that begins now; the event that schedules it is the frame's last. */
  TaskAttempt(
      Frame frame,
      TaskNode node,
      Json arguments,
      @Nullable Long timeout,
      @Nullable Long heartbeat,
      @Nullable String roleArn) {
    this(
        frame,
        node,
        new Handout(
            arguments,
            timeout,
            heartbeat,
            roleArn,
            frame.last(),
            frame.execution().now(),
            false,
            null));
  }

  /** An attempt that may have begun in another process. */
  TaskAttempt(Frame frame, TaskNode node, Handout handout) {
    this.frame = frame;
    this.node = node;
    this.arguments = handout.arguments();
    this.timeout = handout.timeout();
    this.heartbeat = handout.heartbeat();
    this.roleArn = handout.roleArn();
    this.scheduledId = handout.scheduledId();
    this.submission = handout.submission();
    timeoutTimer = timer(timeout, handout.scheduledAt(), false);
    heartbeatTimer = timer(heartbeat, frame.execution().now(), true);
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

  private Timers.@Nullable Timer timer(@Nullable Long seconds, long from, boolean pulse) {
    return seconds == null
        ? null
        : loop().at(from + seconds * 1000, seconds * 1000, () -> expire(pulse));
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
    here = true;
    run();
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
    TaskHandler handler = handler();
    if (handler != null) {
      handOver(handler, handler::start);
    }
  }

  private @Nullable TaskHandler handler() {
    TaskHandler handler = engine().handler(node.resource().arn());
    if (handler == null) {
      close();
      node.failed(frame, Failure.of(Failure.TASK_FAILED, nobody(node.resource().arn())));
    }
    return handler;
  }

  /** Goes on with what was given away in another process. */
  void goOn() {
    if (closed || (submission != null && node.resource().isCallback())) {
      return;
    }
    frame.resume(
        () -> {
          TaskHandler handler = handler();
          if (handler != null) {
            handOver(handler, handler::resume);
          }
        });
  }

  private void handOver(TaskHandler handler, Consumer<Task> how) {
    inFlight = !(handler instanceof NestedExecutions);
    loop().inFlight(inFlight ? 1 : 0);
    loop().release(() -> give(how));
  }

  private void give(Consumer<Task> how) {
    if (closed || loop().isClosed()) {
      return;
    }
    starting = here || loop().isDurable();
    try {
      how.accept(this);
    } catch (TaskFailedException failure) {
      fail(failure.error(), failure.getMessage());
    } catch (RuntimeException bug) {
      fail(Failure.TASK_FAILED, bug.toString());
    }
    starting = false;
    Runnable said = early;
    if (said != null) {
      early = null;
      loop().look();
      said.run();
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

  /** Has an action run when all that was written of this is on stable storage. */
  void release(Runnable action) {
    loop().release(action);
  }

  private void expire(boolean pulse) {
    if (closed) {
      return;
    }
    Failure failure = Failure.timeout(pulse);
    cancel();
    frame.resume(
        () -> {
          node.timedOut(frame, failure);
          frame.execution().records().timedOut(frame.number(), pulse);
        });
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
        loop().release(() -> loop().post(action));
      }
    }
  }

  @Override
  public void submitted(Json output) {
    hear(
        () -> {
          // A handler that resumes a task may say again what its first start has said.
          if (!closed && submission == null) {
            submission = output;
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
            heartbeatTimer = timer(heartbeat, frame.execution().now(), true);
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
      Run run = frame.execution();
      String seed = run.arn() + "/" + run.startedAt() + "/" + scheduledId;
      known = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
      token = known;
    }
    return known;
  }

  @Override
  public Optional<Json> submission() {
    return Optional.ofNullable(submission);
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
