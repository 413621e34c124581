package dev.stepwell.engine;

import dev.stepwell.asl.State;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.teststate.InspectionLevel;
import dev.stepwell.engine.teststate.Mock;
import dev.stepwell.engine.teststate.TestStateRequest;
import dev.stepwell.engine.teststate.TestStateResponse;
import dev.stepwell.engine.teststate.TestStateResponse.Status;
import org.jspecify.annotations.Nullable;

/** One test of a state: what it is told, and what is seen of it. Lives on the event loop. */
final class Trial implements Isolation {

  private final Engine engine;
  private final TestStateRequest request;
  private final Inspection inspection;
  private @Nullable Frame frame;
  private @Nullable Failure caught;
  private boolean retriable;
  private @Nullable String nextState;

  Trial(Engine engine, TestStateRequest request, State state) {
    this.engine = engine;
    this.request = request;
    this.inspection = new Inspection(state, request.input());
  }

  TestStateRequest request() {
    return request;
  }

  Inspection inspection() {
    return inspection;
  }

  /** What the state's work gives, if it is mocked. */
  @Nullable Mock mock() {
    return request.mock();
  }

  // ---- what is different in a test

  @Override
  public void begins(Frame first) {
    frame = first;
    JsonObject variables = request.variables();
    if (variables != null) {
      first.begin(variables);
    }
  }

  @Override
  public JsonObject context(JsonObject usual) {
    JsonObject execution = usual.object("Execution");
    String name = String.valueOf(execution.string("Name"));
    String machine = String.valueOf(usual.object("StateMachine").string("Name"));
    JsonObject shown =
        usual.with(
            "Execution",
            JsonObject.builder()
                .put("Id", engine.arn("express", machine + ":" + name))
                .put("Input", request.input())
                .put("Name", name)
                .put(
                    "RoleArn",
                    request.roleArn() == null ? JsonNull.NULL : Json.of(request.roleArn()))
                .put("StartTime", String.valueOf(execution.string("StartTime")))
                .build());
    JsonObject state = shown.object("State");
    if (state.has("RetryCount")) {
      int retries = request.configuration().retrierRetryCount();
      shown = shown.with("State", state.with("RetryCount", Json.of(retries)));
    }
    return request.context() == null ? shown : mocked(shown, request.context());
  }

  private static JsonObject mocked(JsonObject usual, JsonObject given) {
    JsonObject shown = usual;
    for (String name : given.names()) {
      shown =
          shown.with(
              name,
              JsonObject.builder().putAll(shown.object(name)).putAll(given.object(name)).build());
    }
    return shown;
  }

  // ---- what is seen

  /** The state goes on to another one. */
  void goesTo(String state) {
    nextState = state;
  }

  /** The state has failed and is caught. */
  void catches(Failure failure) {
    caught = failure;
  }

  /** The state has failed and would be tried again. */
  void retries() {
    retriable = true;
  }

  /** What is to be told, once the run is over. */
  TestStateResponse response(Run run) {
    boolean succeeded = run.status() == ExecutionStatus.SUCCEEDED;
    Failure failure = succeeded ? caught : null;
    String error = succeeded ? null : run.error().orElse(timeout(run));
    String cause = run.cause().orElse(null);
    Status failed = retriable ? Status.RETRIABLE : Status.FAILED;
    return new TestStateResponse(
        !succeeded ? failed : failure == null ? Status.SUCCEEDED : Status.CAUGHT_ERROR,
        run.output().orElse(null),
        failure == null ? error : failure.error(),
        failure == null ? cause : failure.cause(),
        succeeded ? nextState : null,
        request.level() == InspectionLevel.INFO ? null : inspection.json(variables()));
  }

  private static @Nullable String timeout(Run run) {
    return run.status() == ExecutionStatus.TIMED_OUT ? Failure.TIMEOUT : null;
  }

  private @Nullable JsonObject variables() {
    JsonObject set = frame == null ? JsonObject.EMPTY : frame.variables();
    return set.isEmpty() && request.variables() == null ? null : set;
  }
}
