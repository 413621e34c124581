package dev.stepwell.engine.api;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionAlreadyExistsException;
import dev.stepwell.engine.Names;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.engine.WorkflowType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Starts, stops and shows executions. */
final class ExecutionOperations {

  private static final Shape START =
      Shape.empty()
          .required("stateMachineArn", Limits.ARN)
          .optional("name", Limits.NAME)
          .optional("input", Limits.DATA)
          .optional("traceHeader", Limits.TRACE);

  private static final Shape ARN = Shape.empty().required("executionArn", Limits.ARN);
  private static final Shape SHOWN = ARN.optional("includedData", Limits.INCLUDED);

  private final Registry registry;
  private final Map<Execution, String> traces = Collections.synchronizedMap(new WeakHashMap<>());

  ExecutionOperations(Registry registry) {
    this.registry = registry;
  }

  List<Operation> all() {
    return List.of(
        new Operation("StartExecution", START, this::start),
        new Operation(
            "StartSyncExecution", START.optional("includedData", Limits.INCLUDED), this::startSync),
        new Operation(
            "StopExecution",
            ARN.optional("error", Limits.ERROR).optional("cause", Limits.CAUSE),
            this::stop),
        new Operation("DescribeExecution", SHOWN, this::describe),
        new Operation("DescribeStateMachineForExecution", SHOWN, this::describeMachine));
  }

  private JsonObject start(Request request) {
    StateMachineHandle machine = machine(request);
    Json input = Payloads.input(request.optional("input"));
    Execution execution;
    try {
      execution = registry.engine().start(machine, name(request), input);
    } catch (ExecutionAlreadyExistsException e) {
      throw ApiException.of("ExecutionAlreadyExists", String.valueOf(e.getMessage()));
    }
    remember(execution, request);
    return JsonObject.builder()
        .put("executionArn", execution.arn())
        .put("startDate", Times.json(execution.startTime()))
        .build();
  }

  private JsonObject startSync(Request request) {
    StateMachineHandle machine = machine(request);
    if (machine.type() != WorkflowType.EXPRESS) {
      throw ListOperations.wrongType();
    }
    Json input = Payloads.input(request.optional("input"));
    Execution execution = registry.engine().startSync(machine, name(request), input).done().join();
    return Descriptions.synchronous(
        execution, request.wantsData(), request.optional("traceHeader"));
  }

  private StateMachineHandle machine(Request request) {
    return registry.start(Arn.ofStateMachine(request.text("stateMachineArn")));
  }

  private static @Nullable String name(Request request) {
    String name = request.optional("name");
    if (name != null && !Names.areAllowed(name)) {
      throw ApiException.of("InvalidName", "Invalid Name: '" + name + "'");
    }
    return name;
  }

  private void remember(Execution execution, Request request) {
    String trace = request.optional("traceHeader");
    if (trace != null) {
      traces.putIfAbsent(execution, trace);
    }
  }

  private JsonObject stop(Request request) {
    Execution execution = registry.execution(Arn.parse(request.text("executionArn"), "execution"));
    Execution stopped =
        registry
            .engine()
            .stopped(execution, request.optional("error"), request.optional("cause"))
            .join();
    return JsonObject.of("stopDate", Times.json(stopped.stopTime().orElseGet(registry::now)));
  }

  private Execution execution(Request request) {
    return registry.execution(Registry.executionArn(request.text("executionArn")));
  }

  private JsonObject describe(Request request) {
    Execution execution = execution(request);
    return Descriptions.full(execution, request.wantsData(), traces.get(execution));
  }

  private JsonObject describeMachine(Request request) {
    Execution execution = execution(request);
    Revision revision = registry.revisionOf(execution);
    JsonObject.Builder response =
        JsonObject.builder()
            .put("stateMachineArn", execution.stateMachine().arn())
            .put("name", execution.stateMachine().name())
            .put("updateDate", Times.json(revision.since()));
    execution
        .mapRun()
        .ifPresent(
            mapRun -> {
              String name = mapRun.children().name();
              response
                  .put("mapRunArn", mapRun.arn())
                  .put("label", name.substring(name.indexOf('/') + 1));
            });
    revision.describe(response, registry.engine().behaviour().describesEncryption());
    return response.build();
  }
}
