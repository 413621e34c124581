package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.record.RecordReader;
import dev.stepwell.engine.record.RecordWriter;
import org.jspecify.annotations.Nullable;

/**
 * The details of events as bytes. What the definition says anyway, such as names of states and
 * resources, is not written but looked up.
 */
final class EventCodec {

  /**
   * What an execution's events take from elsewhere.
   *
   * @param states the states of the definition
   * @param started the details of the execution's first event
   * @param region where tasks are said to be done
   */
  record Origin(PlanStates states, EventDetails.Started started, String region) {}

  private final RunReader payloads;
  private final RecordReader in;
  private final Origin origin;
  private final int node;

  EventCodec(RunReader payloads, RecordReader in, Origin origin, int node) {
    this.payloads = payloads;
    this.in = in;
    this.origin = origin;
    this.node = node;
  }

  // ---- writing

  static void write(RunWriter payloads, RecordWriter out, EventDetails details) {
    if (details instanceof EventDetails.StateEntered entered) {
      payloads.payload(out, entered.input());
    } else if (details instanceof EventDetails.StateExited exited) {
      payloads.payload(out, exited.output());
      JsonObject assigned = exited.assigned();
      out.flag(assigned != null);
      if (assigned != null) {
        out.json(assigned);
      }
    } else if (details instanceof EventDetails.Output output) {
      payloads.payload(out, output.output());
    } else if (details instanceof EventDetails.TaskOutput output) {
      payloads.payload(out, output.output());
    } else if (details instanceof EventDetails.TaskScheduled scheduled) {
      payloads.payload(out, scheduled.parameters());
      terms(out, scheduled.timeoutInSeconds(), scheduled.heartbeatInSeconds(), scheduled.roleArn());
    } else if (details instanceof EventDetails.WorkScheduled scheduled) {
      payloads.payload(out, scheduled.input());
      terms(out, scheduled.timeoutInSeconds(), scheduled.heartbeatInSeconds(), scheduled.roleArn());
    } else {
      writeOther(out, details);
    }
  }

  private static void terms(
      RecordWriter out, @Nullable Long timeout, @Nullable Long heartbeat, @Nullable String role) {
    out.signed(timeout);
    out.signed(heartbeat);
    out.text(role);
  }

  private static void writeOther(RecordWriter out, EventDetails details) {
    if (details instanceof EventDetails.Failed failed) {
      out.text(failed.error());
      out.text(failed.cause());
    } else if (details instanceof EventDetails.TaskFailed failed) {
      out.text(failed.error());
      out.text(failed.cause());
    } else if (details instanceof EventDetails.WorkerStarted started) {
      out.text(started.workerName());
    } else if (details instanceof EventDetails.MapStarted started) {
      out.number(started.length());
    } else if (details instanceof EventDetails.Iteration iteration) {
      out.number(iteration.index());
    } else if (details instanceof EventDetails.MapRun run) {
      out.text(run.mapRunArn());
    } else if (details instanceof EventDetails.Evaluation evaluation) {
      out.text(evaluation.error());
      out.text(evaluation.cause());
      out.text(evaluation.location());
    } else if (details instanceof EventDetails.Redriven redriven) {
      out.number(redriven.redriveCount());
    } else if (details instanceof EventDetails.MapRunRedriven redriven) {
      out.text(redriven.mapRunArn());
      out.number(redriven.redriveCount());
    }
  }

  // ---- reading

  @Nullable EventDetails read(EventType type) {
    return switch (type) {
      case EXECUTION_STARTED -> origin.started();
      case PASS_STATE_ENTERED,
          TASK_STATE_ENTERED,
          CHOICE_STATE_ENTERED,
          WAIT_STATE_ENTERED,
          SUCCEED_STATE_ENTERED,
          FAIL_STATE_ENTERED,
          PARALLEL_STATE_ENTERED,
          MAP_STATE_ENTERED ->
          new EventDetails.StateEntered(state().name(), payload());
      case PASS_STATE_EXITED,
          TASK_STATE_EXITED,
          CHOICE_STATE_EXITED,
          WAIT_STATE_EXITED,
          SUCCEED_STATE_EXITED,
          PARALLEL_STATE_EXITED,
          MAP_STATE_EXITED ->
          new EventDetails.StateExited(
              state().name(), payload(), in.flag() ? (JsonObject) in.json() : null);
      case EXECUTION_SUCCEEDED, LAMBDA_FUNCTION_SUCCEEDED, ACTIVITY_SUCCEEDED ->
          new EventDetails.Output(payload());
      case TASK_SUBMITTED, TASK_SUCCEEDED ->
          new EventDetails.TaskOutput(task().resource(), payload());
      default -> readOther(type);
    };
  }

  private @Nullable EventDetails readOther(EventType type) {
    return switch (type) {
      case EXECUTION_FAILED,
          EXECUTION_TIMED_OUT,
          EXECUTION_ABORTED,
          LAMBDA_FUNCTION_FAILED,
          LAMBDA_FUNCTION_TIMED_OUT,
          ACTIVITY_FAILED,
          ACTIVITY_TIMED_OUT,
          MAP_RUN_FAILED ->
          new EventDetails.Failed(in.textOrNull(), in.textOrNull());
      case TASK_FAILED, TASK_TIMED_OUT ->
          new EventDetails.TaskFailed(task().resource(), in.textOrNull(), in.textOrNull());
      case TASK_SCHEDULED ->
          new EventDetails.TaskScheduled(
              task().resource(),
              origin.region(),
              payload(),
              in.signedOrNull(),
              in.signedOrNull(),
              in.textOrNull());
      case LAMBDA_FUNCTION_SCHEDULED, ACTIVITY_SCHEDULED ->
          new EventDetails.WorkScheduled(
              task().resource().arn(),
              payload(),
              in.signedOrNull(),
              in.signedOrNull(),
              in.textOrNull());
      case TASK_STARTED -> task().started();
      case ACTIVITY_STARTED -> new EventDetails.WorkerStarted(in.textOrNull());
      case MAP_STATE_STARTED -> new EventDetails.MapStarted(in.number());
      case MAP_ITERATION_STARTED,
          MAP_ITERATION_SUCCEEDED,
          MAP_ITERATION_FAILED,
          MAP_ITERATION_ABORTED ->
          new EventDetails.Iteration(state().name(), in.small());
      case MAP_RUN_STARTED -> new EventDetails.MapRun(in.text());
      case EVALUATION_FAILED ->
          new EventDetails.Evaluation(in.text(), in.text(), in.textOrNull(), state().name());
      case EXECUTION_REDRIVEN -> new EventDetails.Redriven(in.number());
      case MAP_RUN_REDRIVEN -> new EventDetails.MapRunRedriven(in.text(), in.number());
      default -> null;
    };
  }

  private Json payload() {
    return payloads.payload();
  }

  private Node state() {
    return origin.states().at(node);
  }

  private TaskNode task() {
    return (TaskNode) state();
  }
}
