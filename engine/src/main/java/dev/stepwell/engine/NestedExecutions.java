package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code states:startExecution} in its three forms: starts another state machine of the same
 * engine, and waits for it or not.
 */
final class NestedExecutions implements TaskHandler {

  /** What the engine serves by itself, unless a handler is registered for it. */
  static final String RESOURCE = "arn:aws:states:::states:startExecution";

  private final Engine engine;

  NestedExecutions(Engine engine) {
    this.engine = engine;
  }

  static boolean serves(String resource) {
    return Resource.parse(resource).type().equals("states")
        && Resource.parse(resource).action().matches("startExecution(\\.sync(:2)?)?");
  }

  @Override
  public void start(Task task) {
    JsonObject arguments =
        task.arguments() instanceof JsonObject object ? object : JsonObject.EMPTY;
    String arn = String.valueOf(arguments.string("StateMachineArn"));
    Optional<StateMachineHandle> machine = engine.target(arn);
    if (machine.isEmpty()) {
      task.fail(
          "StepFunctions.StateMachineDoesNotExistException",
          "State Machine Does Not Exist: '" + arn + "'");
      return;
    }
    Execution execution;
    try {
      execution = engine.start(machine.get(), arguments.string("Name"), input(arguments));
    } catch (ExecutionAlreadyExistsException e) {
      task.fail("StepFunctions.ExecutionAlreadyExistsException", e.getMessage());
      return;
    } catch (IllegalArgumentException e) {
      boolean name = String.valueOf(e.getMessage()).startsWith("Invalid Name");
      task.fail(
          "StepFunctions." + (name ? "InvalidName" : "InvalidExecutionInput") + "Exception",
          e.getMessage());
      return;
    }
    JsonObject response =
        JsonObject.of(
            "ExecutionArn", Json.of(execution.arn()), "StartDate", millis(execution.startTime()));
    if (!task.resource().contains(".sync")) {
      task.succeed(response);
      return;
    }
    task.submitted(response);
    await(task, execution);
  }

  private void await(Task task, Execution execution) {
    boolean parsed = task.resource().endsWith(":2");
    task.onCancel(() -> engine.stop(execution, null, null));
    CompletableFuture<Void> unused =
        execution.done().thenAccept(ended -> answer(task, ended, parsed));
  }

  /**
   * Waits on for the execution that was started. That it was, and that the task says so, is written
   * down in one batch: without a submission there is no execution yet.
   */
  @Override
  public void resume(Task task) {
    Optional<Json> submission = task.submission();
    if (submission.isEmpty()) {
      start(task);
      return;
    }
    String arn = String.valueOf(((JsonObject) submission.get()).string("ExecutionArn"));
    Optional<Execution> execution = engine.execution(arn);
    if (execution.isPresent()) {
      await(task, execution.get());
    } else {
      task.fail(
          "StepFunctions.ExecutionDoesNotExistException",
          "Execution Does Not Exist: '" + arn + "'");
    }
  }

  private static Json input(JsonObject arguments) {
    Json written = arguments.get("Input");
    if (written == null) {
      return JsonObject.EMPTY;
    }
    return written instanceof JsonString text ? Json.parse(text.value()) : written;
  }

  private static void answer(Task task, Execution ended, boolean parsed) {
    JsonObject description = describe(ended, parsed);
    if (ended.status() == ExecutionStatus.SUCCEEDED) {
      task.succeed(description);
    } else {
      task.fail(Failure.TASK_FAILED, description.compact());
    }
  }

  private static JsonObject describe(Execution ended, boolean parsed) {
    JsonObject included = JsonObject.of("Included", Json.of(true));
    JsonObject.Builder json = JsonObject.builder();
    ended.cause().ifPresent(text -> json.put("Cause", text));
    ended.error().ifPresent(text -> json.put("Error", text));
    json.put("ExecutionArn", ended.arn())
        .put("Input", payload(ended.input(), parsed))
        .put("InputDetails", included)
        .put("Name", ended.name());
    ended
        .output()
        .ifPresent(
            output -> json.put("Output", payload(output, parsed)).put("OutputDetails", included));
    return json.put("StartDate", millis(ended.startTime()))
        .put("StateMachineArn", ended.stateMachine().arn())
        .put("Status", ended.status().name())
        .put("StopDate", millis(ended.stopTime().orElseThrow()))
        .build();
  }

  private static Json payload(Json value, boolean parsed) {
    return parsed ? value : Json.of(value.text());
  }

  private static JsonNumber millis(java.time.Instant time) {
    return Json.of(time.toEpochMilli());
  }
}
