package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.expression.Scope;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Has work done by something outside. */
class TaskNode extends WorkNode {

  /**
   * On what terms work is given away.
   *
   * @param resource who does it
   * @param timeout how many seconds it may take; null for any time
   * @param heartbeat how many seconds may pass without a sign of life; null for any time
   * @param role in whose name; null for the execution's own
   */
  record Terms(
      Resource resource,
      @Nullable ToLongFunction<Scope> timeout,
      @Nullable ToLongFunction<Scope> heartbeat,
      @Nullable Function<Scope, String> role) {}

  private final Flow flow;
  private final Resource resource;
  private final EventDetails.TaskStarted started;
  private final boolean usesToken;
  private final @Nullable ParameterCheck check;
  private final @Nullable ToLongFunction<Scope> timeout;
  private final @Nullable ToLongFunction<Scope> heartbeat;
  private final @Nullable Function<Scope, String> role;

  TaskNode(String name, Flow flow, Terms terms, Recovery recovery) {
    super(name, EventType.TASK_STATE_ENTERED, EventType.TASK_STATE_EXITED, recovery);
    this.flow = flow;
    this.resource = terms.resource;
    this.started = new EventDetails.TaskStarted(resource);
    this.usesToken = resource.hasToken();
    this.check = ParameterCheck.of(resource);
    this.timeout = terms.timeout;
    this.heartbeat = terms.heartbeat;
    this.role = terms.role;
  }

  Resource resource() {
    return resource;
  }

  EventDetails.TaskStarted started() {
    return started;
  }

  boolean usesToken() {
    return usesToken;
  }

  @Override
  EventType aborted() {
    return EventType.TASK_STATE_ABORTED;
  }

  @Override
  void attempt(Frame frame) {
    Json arguments = flow.effective(frame);
    Scope scope = frame.scope();
    Long limit = timeout == null ? null : timeout.applyAsLong(scope);
    Long pulse = heartbeat == null ? null : heartbeat.applyAsLong(scope);
    String roleArn = role == null ? null : role.apply(scope);
    if (!canStart(frame, arguments)) {
      return;
    }
    frame.record(
        switch (resource.kind()) {
          case SERVICE -> EventType.TASK_SCHEDULED;
          case FUNCTION -> EventType.LAMBDA_FUNCTION_SCHEDULED;
          case ACTIVITY -> EventType.ACTIVITY_SCHEDULED;
        },
        scheduled(frame, arguments, limit, pulse, roleArn));
    frame.scheduled();
    frame.decide();
    if (usesToken) {
      frame.execution().records().scheduled(frame.number(), frame.token());
    }
    TaskAttempt attempt = new TaskAttempt(frame, this, arguments, limit, pulse, roleArn);
    frame.suspend(attempt);
    start(frame, attempt);
  }

  /** Has the work handed over. */
  void start(Frame frame, TaskAttempt attempt) {
    if (frame.isInside() || attempt.hasLimit() || resource.kind() == Resource.Kind.ACTIVITY) {
      frame.execution().loop().post(attempt);
    } else {
      attempt.startHere();
    }
  }

  /** Goes on with a task that another process had given away, or was about to. */
  void goOn(Frame frame, Handout handout) {
    frame.decide();
    TaskAttempt attempt = new TaskAttempt(frame, this, handout);
    frame.suspend(attempt);
    if (!handout.isStarted()) {
      frame.execution().loop().post(attempt);
    } else if (resource.kind() != Resource.Kind.ACTIVITY) {
      frame.execution().loop().post(attempt::goOn);
    }
  }

  /** Whether there is somebody to hand the work to. */
  boolean isServed(Frame frame) {
    return resource.kind() != Resource.Kind.ACTIVITY
        || frame.execution().engine().activities().exists(resource.arn());
  }

  private boolean canStart(Frame frame, Json arguments) {
    if (!isServed(frame)) {
      frame.failFatally("The activity " + resource.arn() + " does not exist.");
      return false;
    }
    if (check != null && arguments instanceof JsonObject parameters) {
      String problem = check.problem(parameters);
      if (problem != null) {
        frame.failFatally(
            "The Parameters '"
                + parameters.compact()
                + "' could not be used to start the Task: ["
                + problem
                + "]");
        return false;
      }
    }
    return true;
  }

  private EventDetails scheduled(
      Frame frame,
      Json arguments,
      @Nullable Long limit,
      @Nullable Long pulse,
      @Nullable String roleArn) {
    return resource.kind() == Resource.Kind.SERVICE
        ? new EventDetails.TaskScheduled(
            resource, frame.execution().engine().region(), arguments, limit, pulse, roleArn)
        : new EventDetails.WorkScheduled(resource.arn(), arguments, limit, pulse, roleArn);
  }

  /** The work has given something. */
  void succeeded(Frame frame, Json arguments, Json result) {
    if (result.size() > Failure.MOST_BYTES) {
      failed(frame, Failure.tooLarge(resource.nameOfResult(), Failure.Origin.ORDINARY));
      return;
    }
    frame.record(
        switch (resource.kind()) {
          case SERVICE -> EventType.TASK_SUCCEEDED;
          case FUNCTION -> EventType.LAMBDA_FUNCTION_SUCCEEDED;
          case ACTIVITY -> EventType.ACTIVITY_SUCCEEDED;
        },
        resource.kind() == Resource.Kind.SERVICE
            ? new EventDetails.TaskOutput(resource, result)
            : new EventDetails.Output(result));
    frame.decide();
    frame.exit(next(), flow.leave(frame, arguments, result));
  }

  /** The work has failed. */
  void failed(Frame frame, Failure failure) {
    frame.record(
        switch (resource.kind()) {
          case SERVICE -> EventType.TASK_FAILED;
          case FUNCTION -> EventType.LAMBDA_FUNCTION_FAILED;
          case ACTIVITY -> EventType.ACTIVITY_FAILED;
        },
        details(failure));
    frame.decide();
    frame.fail(failure);
  }

  /** Writes that the work's time is over. */
  void timedOut(Frame frame, Failure failure) {
    frame.record(
        switch (resource.kind()) {
          case SERVICE -> EventType.TASK_TIMED_OUT;
          case FUNCTION -> EventType.LAMBDA_FUNCTION_TIMED_OUT;
          case ACTIVITY -> EventType.ACTIVITY_TIMED_OUT;
        },
        details(failure));
    frame.decide();
  }

  private EventDetails details(Failure failure) {
    return resource.kind() == Resource.Kind.SERVICE
        ? new EventDetails.TaskFailed(resource, failure.error(), failure.cause())
        : new EventDetails.Failed(failure.error(), failure.cause());
  }
}
