package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes an execution of its records: the same frames in the same states, which do nothing until
 * they are told to go on. No handler is called, and no expression evaluated but the input of an
 * iteration that has not entered a state, which nobody has seen yet.
 */
final class RunReplay implements RunRecords {

  private final Function<RunBirth, Run> births;
  private final List<Frame> frames = new ArrayList<>();
  private long records;
  private @Nullable Run run;
  private @Nullable HistoryEvent latest;

  /**
   * A replay.
   *
   * @param births makes an execution that has done nothing yet
   */
  RunReplay(Function<RunBirth, Run> births) {
    this.births = births;
  }

  /** The execution; null if the records do not even say that it began. */
  @Nullable Run result() {
    return run;
  }

  private Run run() {
    return Objects.requireNonNull(run, "the execution's beginning is missing");
  }

  private Frame frame(int number) {
    Frame frame = frames.get(number);
    frame.standing().touch(records++);
    return frame;
  }

  private void add(Frame frame) {
    frame.standing().touch(records++);
    frames.add(frame);
  }

  @Override
  public void created(RunBirth birth) {
    run = births.apply(birth);
  }

  @Override
  public void event(int number, int node, HistoryEvent event) {
    latest = event;
    run().restore(event);
    if (number == NONE) {
      ofExecution(event);
      return;
    }
    Frame frame = frame(number);
    if (frame.standing().isRetrying()) {
      frame.standing().clear();
      frame.retries().again();
      frame.restoreToken(null);
    }
    ofFrame(frame, node, event);
  }

  private void ofExecution(HistoryEvent event) {
    switch (event.type()) {
      case EXECUTION_STARTED -> add(run().restoreTop());
      case EXECUTION_SUCCEEDED -> {
        Json output = ((EventDetails.Output) details(event)).output();
        end(event, ExecutionStatus.SUCCEEDED, output, null);
      }
      case EXECUTION_FAILED -> end(event, ExecutionStatus.FAILED);
      case EXECUTION_TIMED_OUT -> end(event, ExecutionStatus.TIMED_OUT);
      case EXECUTION_ABORTED -> end(event, ExecutionStatus.ABORTED);
      case EXECUTION_REDRIVEN ->
          run()
              .restoreRedriven(
                  ((EventDetails.Redriven) details(event)).redriveCount(), event.timestamp());
      default -> {}
    }
  }

  private static EventDetails details(HistoryEvent event) {
    return Objects.requireNonNull(event.details(), "an event has no details");
  }

  private void end(HistoryEvent event, ExecutionStatus how) {
    EventDetails.Failed failed = (EventDetails.Failed) details(event);
    Failure why =
        how == ExecutionStatus.TIMED_OUT ? null : Failure.of(failed.error(), failed.cause());
    end(event, how, null, why);
  }

  private void end(
      HistoryEvent event, ExecutionStatus how, @Nullable Json output, @Nullable Failure why) {
    for (MapRunAttempt mapRun : run().ownMapRuns().all()) {
      if (mapRun.status() == MapRun.Status.RUNNING) {
        mapRun.restoreEnd(MapRun.Status.ABORTED, event.timestamp());
      }
    }
    frames.forEach(Frame::kill);
    run().restoreEnd(how, event.timestamp().toEpochMilli(), output, why);
  }

  private void ofFrame(Frame frame, int node, HistoryEvent event) {
    EventDetails details = event.details();
    Standing standing = frame.standing();
    switch (event.type()) {
      case MAP_ITERATION_STARTED -> {
        int index = ((EventDetails.Iteration) details(event)).index();
        MapAttempt map = (MapAttempt) Objects.requireNonNull(frame.inside());
        Frame added = map.restoreIteration(index, event.id());
        if (added != null) {
          add(added);
        }
        return;
      }
      case MAP_ITERATION_SUCCEEDED, MAP_ITERATION_FAILED, MAP_ITERATION_ABORTED -> {
        return;
      }
      case MAP_RUN_ABORTED -> {
        mapRun(frame).restoreEnd(MapRun.Status.ABORTED, event.timestamp());
        return;
      }
      case MAP_RUN_SUCCEEDED ->
          mapRun(frame).restoreEnd(MapRun.Status.SUCCEEDED, event.timestamp());
      case MAP_RUN_FAILED -> mapRun(frame).restoreEnd(MapRun.Status.FAILED, event.timestamp());
      case MAP_RUN_REDRIVEN ->
          mapRun(frame)
              .restoreRedriven(
                  ((EventDetails.MapRunRedriven) details(event)).redriveCount(), event.timestamp());
      case TASK_STARTED, LAMBDA_FUNCTION_STARTED, ACTIVITY_STARTED -> {
        Handout task = standing.handout();
        if (task != null) {
          standing.scheduled(task.started());
        }
      }
      case TASK_SUBMITTED -> {
        Handout task = standing.handout();
        if (task != null && details instanceof EventDetails.TaskOutput output) {
          standing.scheduled(task.submitted(output.output()));
        }
      }
      default -> other(frame, node, event, details);
    }
    frame.last(event.id());
  }

  private void other(Frame frame, int node, HistoryEvent event, @Nullable EventDetails details) {
    Standing standing = frame.standing();
    if (details instanceof EventDetails.StateEntered entered) {
      standing.clear();
      long at = event.timestamp().toEpochMilli();
      frame.restoreEntered(
          run().stateMachine().plan().states().at(node), entered.input(), event.id(), at);
    } else if (details instanceof EventDetails.TaskScheduled task) {
      scheduled(
          frame,
          event,
          task.parameters(),
          task.timeoutInSeconds(),
          task.heartbeatInSeconds(),
          task.roleArn());
    } else if (details instanceof EventDetails.WorkScheduled work) {
      scheduled(
          frame,
          event,
          work.input(),
          work.timeoutInSeconds(),
          work.heartbeatInSeconds(),
          work.roleArn());
    }
  }

  private static void scheduled(
      Frame frame,
      HistoryEvent event,
      Json arguments,
      @Nullable Long timeout,
      @Nullable Long heartbeat,
      @Nullable String role) {
    frame.scheduled();
    long at = event.timestamp().toEpochMilli();
    frame
        .standing()
        .scheduled(new Handout(arguments, timeout, heartbeat, role, event.id(), at, false, null));
  }

  private static MapRunAttempt mapRun(Frame frame) {
    return (MapRunAttempt) Objects.requireNonNull(frame.inside(), "no Map Run has begun");
  }

  @Override
  public void moved(int number, int next) {
    Frame frame = frame(number);
    HistoryEvent exited = Objects.requireNonNull(latest);
    Json output = frame.input();
    JsonObject assigned = null;
    if (exited.details() instanceof EventDetails.StateExited exit) {
      output = exit.output();
      assigned = exit.assigned();
    }
    frame.standing().clear();
    leaveInside(frame);
    frame.restoreMoved(
        next == NONE ? null : run().stateMachine().plan().states().at(next), output, assigned);
  }

  @Override
  public void scheduled(int number, String token) {
    frame(number).restoreToken(token);
  }

  @Override
  public void waiting(int number, long until, long longest, Json effective) {
    frame(number).standing().waiting(until, longest, effective);
  }

  @Override
  public void retrying(int number, int last, int rule, int rules, long until, long longest) {
    Frame frame = frame(number);
    leaveInside(frame);
    frame.retries().add(rule, rules);
    frame.last(last);
    frame.standing().retrying(until, longest);
  }

  @Override
  public void timedOut(int number, boolean pulse) {
    frame(number).standing().timedOut(pulse);
  }

  @Override
  public void branches(int number, Json effective) {
    Frame frame = frame(number);
    ParallelAttempt attempt = ((ParallelNode) frame.node()).restore(frame, effective);
    attempt.branches().forEach(this::add);
    inside(frame, attempt);
  }

  /** The graphs inside a Parallel or Map that is over have ended too. */
  private static void leaveInside(Frame frame) {
    if (frame.inside() instanceof Container container) {
      container.cancel();
    }
  }

  private static void inside(Frame frame, Redrivable attempt) {
    leaveInside(frame);
    frame.standing().clear();
    frame.restoreInside(attempt);
  }

  @Override
  public void iterations(int number, Json effective, int atOnce, List<MapItem> items) {
    Frame frame = frame(number);
    inside(frame, new MapAttempt(frame, (MapNode) frame.node(), effective, items, atOnce));
  }

  @Override
  public void mapRun(int number, Json effective, Tolerance.Limits limits, long concurrency) {
    Frame frame = frame(number);
    MapRunAttempt attempt =
        new MapRunAttempt(
            frame,
            (DistributedMapNode) frame.node(),
            effective,
            limits,
            concurrency,
            Objects.requireNonNull(latest));
    run().ownMapRuns().add(attempt);
    inside(frame, attempt);
  }

  @Override
  public void inputs(int number, List<Json> inputs, List<MapItem> items) {
    mapRun(frame(number)).restoreInputs(inputs, items);
  }

  @Override
  public void updated(int number, Tolerance.Limits limits, long concurrency) {
    mapRun(frame(number)).restoreUpdated(limits, concurrency);
  }

  @Override
  public void revived(int number, int cause) {
    frame(number).revive(cause);
    frame(number).standing().revived(cause);
  }

  @Override
  public void awaitsRedrive() {
    run().restoreWaiting();
  }

  @Override
  public void closed(ExecutionStatus how, long at, @Nullable Json output, @Nullable Failure why) {
    boolean succeeded = how == ExecutionStatus.SUCCEEDED;
    run().restoreEnd(how, at, output, succeeded ? null : why);
  }
}
