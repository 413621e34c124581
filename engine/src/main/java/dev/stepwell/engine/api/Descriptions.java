package dev.stepwell.engine.api;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import dev.stepwell.engine.Redrivability;
import org.jspecify.annotations.Nullable;

/** How responses show executions. */
final class Descriptions {

  private static final JsonObject INCLUDED = JsonObject.of("included", Json.of(true));
  private static final JsonObject LEFT_OUT = JsonObject.of("included", Json.of(false));

  private Descriptions() {}

  /** What DescribeExecution tells. */
  static JsonObject full(Execution execution, boolean data, @Nullable String trace) {
    JsonObject.Builder json = brief(execution);
    payloads(json, execution, data);
    execution.error().ifPresent(text -> json.put("error", text));
    execution.cause().ifPresent(text -> json.put("cause", text));
    json.putIfPresent("traceHeader", trace);
    Redrivability redrive = execution.redrivability();
    return json.put("redriveCount", execution.redriveCount())
        .put("redriveStatus", redrive.status().name())
        .putIfPresent("redriveStatusReason", redrive.reason())
        .build();
  }

  /** What StartSyncExecution tells. */
  static JsonObject synchronous(Execution execution, boolean data, @Nullable String trace) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("executionArn", execution.arn())
            .put("stateMachineArn", execution.stateMachine().arn())
            .put("name", execution.name())
            .put("status", execution.status().name())
            .put("startDate", Times.json(execution.startTime()));
    execution.stopTime().ifPresent(time -> json.put("stopDate", Times.json(time)));
    payloads(json, execution, data);
    execution.error().ifPresent(text -> json.put("error", text));
    execution.cause().ifPresent(text -> json.put("cause", text));
    return json.putIfPresent("traceHeader", trace)
        .put("billingDetails", Billing.of(execution))
        .build();
  }

  /** What ListExecutions tells of each, and DescribeExecution too. */
  static JsonObject.Builder brief(Execution execution) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("executionArn", execution.arn())
            .put("stateMachineArn", execution.stateMachine().arn())
            .put("name", execution.name())
            .put("status", execution.status().name())
            .put("startDate", Times.json(execution.startTime()));
    execution.stopTime().ifPresent(time -> json.put("stopDate", Times.json(time)));
    execution.mapRun().ifPresent(mapRun -> json.put("mapRunArn", mapRun.arn()));
    execution.redriveTime().ifPresent(time -> json.put("redriveDate", Times.json(time)));
    return json.putIfPresent("stateMachineVersionArn", execution.stateMachine().versionArn())
        .putIfPresent("stateMachineAliasArn", execution.stateMachine().aliasArn());
  }

  private static void payloads(JsonObject.Builder json, Execution execution, boolean data) {
    if (!data) {
      json.put("inputDetails", LEFT_OUT);
      if (execution.status() == ExecutionStatus.SUCCEEDED) {
        json.put("outputDetails", LEFT_OUT);
      }
      return;
    }
    json.put("input", execution.input().text()).put("inputDetails", INCLUDED);
    execution
        .output()
        .ifPresent(output -> json.put("output", output.text()).put("outputDetails", INCLUDED));
  }
}
