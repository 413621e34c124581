package dev.stepwell.engine.durable;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.engine.TaskHandlers;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Something for engines to do, of which the end is always the same. */
enum Scenario {
  SEQUENCE(
      """
      {"StartAt": "A", "QueryLanguage": "JSONata", "States": {
        "A": {"Type": "Task", "Resource": "RESOURCE:work", "Arguments": {"n": 1},
              "Assign": {"x": "{% $states.result.n + 1 %}"}, "Next": "B"},
        "B": {"Type": "Pass", "Output": {"y": "{% $x %}", "once": "{% $string($x) %}"}, "Next": "C"},
        "C": {"Type": "Wait", "Seconds": 30, "Next": "D"},
        "D": {"Type": "Choice", "Choices": [{"Condition": "{% $x = 2 %}", "Next": "E"}],
              "Default": "F"},
        "E": {"Type": "Task", "Resource": "RESOURCE:work", "Arguments": {"n": "{% $x %}"}, "End": true},
        "F": {"Type": "Fail", "Error": "No"}}}
      """),
  RETRIES(
      """
      {"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "RESOURCE:failing", "Parameters": {"until": 3, "retry.$": "$$.State.RetryCount"},
              "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 5, "MaxAttempts": 4}],
              "Next": "B"},
        "B": {"Type": "Task", "Resource": "RESOURCE:failing", "Parameters": {"until": 9},
              "Retry": [{"ErrorEquals": ["Other"]}, {"ErrorEquals": ["Busy"], "MaxAttempts": 1}],
              "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.why", "Next": "C"}],
              "End": true},
        "C": {"Type": "Pass", "End": true}}}
      """),
  PARALLEL(
      """
      {"StartAt": "P", "States": {
        "P": {"Type": "Parallel", "Next": "Z", "Branches": [
          {"StartAt": "A1", "States": {
            "A1": {"Type": "Task", "Resource": "RESOURCE:work", "Parameters": {"a": 1}, "Next": "A2"},
            "A2": {"Type": "Wait", "Seconds": 10, "Next": "A3"},
            "A3": {"Type": "Task", "Resource": "RESOURCE:work", "End": true}}},
          {"StartAt": "B1", "States": {
            "B1": {"Type": "Wait", "Seconds": 5, "Next": "B2"},
            "B2": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "C1", "States": {
                "C1": {"Type": "Task", "Resource": "RESOURCE:failing", "Parameters": {"until": 2, "retry.$": "$$.State.RetryCount"},
                       "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 1}], "End": true}}},
              {"StartAt": "D1", "States": {"D1": {"Type": "Pass", "End": true}}}]}}}]},
        "Z": {"Type": "Task", "Resource": "RESOURCE:work", "End": true}}}
      """),
  PARALLEL_THAT_FAILS(
      """
      {"StartAt": "P", "States": {
        "P": {"Type": "Parallel", "Next": "Z",
          "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 1, "IntervalSeconds": 2}],
          "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Z"}],
          "Branches": [
          {"StartAt": "A1", "States": {
            "A1": {"Type": "Wait", "Seconds": 3, "Next": "A2"},
            "A2": {"Type": "Task", "Resource": "RESOURCE:failing", "Parameters": {"until": 99}, "End": true}}},
          {"StartAt": "B1", "States": {
            "B1": {"Type": "Wait", "Seconds": 50, "Next": "B2"},
            "B2": {"Type": "Pass", "End": true}}}]},
        "Z": {"Type": "Pass", "End": true}}}
      """),
  MAP(
      """
      {"StartAt": "M", "QueryLanguage": "JSONata", "States": {
        "M": {"Type": "Map", "Items": "{% [1..5] %}", "MaxConcurrency": 2,
          "ItemSelector": {"i": "{% $states.context.Map.Item.Value %}"},
          "ItemProcessor": {"StartAt": "A", "States": {
            "A": {"Type": "Task", "Resource": "RESOURCE:work", "Assign": {"v": "{% $states.result.i %}"}, "Next": "B"},
            "B": {"Type": "Wait", "Seconds": "{% $v %}", "Next": "C"},
            "C": {"Type": "Task", "Resource": "RESOURCE:work", "Arguments": {"v": "{% $v * 10 %}"}, "End": true}}},
          "Next": "Z"},
        "Z": {"Type": "Pass", "Output": "{% $sum($states.input.v) %}", "End": true}}}
      """),
  DISTRIBUTED_MAP(
      """
      {"StartAt": "M", "States": {
        "M": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2, "Label": "each",
          "ToleratedFailurePercentage": 50,
          "ItemBatcher": {"MaxItemsPerBatch": 2},
          "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "A", "States": {
            "A": {"Type": "Task", "Resource": "RESOURCE:failingAt3", "Next": "B"},
            "B": {"Type": "Wait", "Seconds": 1, "Next": "C"},
            "C": {"Type": "Pass", "End": true}}},
          "Next": "Z"},
        "Z": {"Type": "Pass", "End": true}}}
      """),
  DISTRIBUTED_EXPRESS(
      """
      {"StartAt": "M", "States": {
        "M": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2,
          "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
            "StartAt": "A", "States": {
            "A": {"Type": "Task", "Resource": "RESOURCE:work", "Next": "C"},
            "C": {"Type": "Pass", "End": true}}},
          "End": true}}}
      """),
  READING_AND_WRITING(
      """
      {"StartAt": "M", "States": {
        "M": {"Type": "Map",
          "ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": "b"}},
          "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b", "Prefix": "p"}},
          "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "A", "States": {
            "A": {"Type": "Task", "Resource": "RESOURCE:work", "ResultSelector": {"k.$": "$.Key"}, "End": true}}},
          "ResultSelector": {"bucket.$": "$.ResultWriterDetails.Bucket"},
          "End": true}}}
      """),
  NESTED(
      """
      {"StartAt": "N", "States": {
        "N": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
              "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:inner",
                             "Name": "child", "Input": {"n": 7}},
              "ResultSelector": {"o.$": "$.Output"}, "Next": "F"},
        "F": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution",
              "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:inner",
                             "Name": "loose", "Input": {"n": 8}},
              "ResultPath": null, "End": true}}}
      """),
  TOKENS(
      """
      {"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
              "Parameters": {"QueueUrl": "q", "MessageBody": {"t.$": "$$.Task.Token"}},
              "TimeoutSeconds": 3600, "Next": "U"},
        "U": {"Type": "Pass", "End": true}}}
      """),
  TIMEOUTS(
      """
      {"StartAt": "T", "TimeoutSeconds": 500, "States": {
        "T": {"Type": "Task", "Resource": "RESOURCE:silent", "TimeoutSeconds": 10,
              "Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 1}],
              "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "W"}], "End": true},
        "W": {"Type": "Wait", "Timestamp": "2026-01-01T00:05:00Z", "Next": "V"},
        "V": {"Type": "Task", "Resource": "RESOURCE:silent", "End": true}}}
      """),
  REDRIVEN_MAP(
      """
      {"StartAt": "M", "States": {
        "M": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 1,
          "ToleratedFailureCount": 2,
          "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "A", "States": {
            "A": {"Type": "Task", "Resource": "RESOURCE:failing", "Parameters": {"until": 9}, "End": true}}},
          "End": true}}}
      """),
  REDRIVEN_EXPRESS(
      """
      {"StartAt": "M", "States": {
        "M": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 1,
          "ToleratedFailureCount": 2,
          "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
            "StartAt": "A", "States": {
            "A": {"Type": "Task", "Resource": "RESOURCE:failing", "Parameters": {"until": 9}, "End": true}}},
          "End": true}}}
      """),
  REDRIVEN_PARALLEL(
      """
      {"StartAt": "P", "States": {
        "P": {"Type": "Parallel", "End": true, "Branches": [
          {"StartAt": "A", "States": {
            "A": {"Type": "Task", "Resource": "RESOURCE:failing", "End": true,
                  "Parameters": {"until": 2, "retry.$": "$$.Execution.RedriveCount"}}}},
          {"StartAt": "B", "States": {
            "B": {"Type": "Wait", "Seconds": 9, "Next": "C"},
            "C": {"Type": "Task", "Resource": "RESOURCE:work", "End": true}}}]}}}
      """),
  EXPRESS_INSIDE(
      """
      {"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "RESOURCE:work", "End": true}}}
      """);

  private static final String SDK = "arn:aws:states:::aws-sdk:test";

  private final String definition;

  Scenario(String definition) {
    this.definition = definition.replace("RESOURCE", SDK);
  }

  static Stream<Scenario> all() {
    return Stream.of(values());
  }

  void start(Engine engine) throws Exception {
    engine.create(
        "inner",
        """
        {"StartAt": "A", "States": {
          "A": {"Type": "Task", "Resource": "RESOURCE:work", "Next": "W"},
          "W": {"Type": "Wait", "Seconds": 2, "End": true}}}
        """
            .replace("RESOURCE", SDK));
    StateMachineHandle machine = engine.create("outer", definition);
    Json input = Json.parse("{\"items\": [1, 2, 3, 4, 5]}");
    engine.start(machine, "run", input);
    finish(engine);
  }

  /** Waits for the end of all, and sets those going again that are to be. */
  void finish(Engine engine) throws Exception {
    for (StateMachineHandle machine : engine.stateMachines()) {
      for (Execution execution : machine.executionsNewestFirst()) {
        execution.done().get(20, TimeUnit.SECONDS);
        if (name().startsWith("REDRIVEN") && execution.redriveCount() == 0) {
          engine.redrive(execution).get(20, TimeUnit.SECONDS);
        }
      }
      for (Execution execution : machine.executionsNewestFirst()) {
        execution.done().get(20, TimeUnit.SECONDS);
      }
    }
  }

  /** The first state of the store in which the execution has been started. */
  int firstBatch(MemoryStore store) {
    for (int count = 1; count <= store.size(); count++) {
      if (store.after(count).lastStream() > 0) {
        return count;
      }
    }
    throw new AssertionError("nothing was started");
  }

  static TaskHandlers handlers(Ledger ledger) {
    return TaskHandlers.builder()
        .put(SDK + ":work", ledger.remembering(task -> task.succeed(task.arguments())))
        .put(SDK + ":silent", ledger.remembering(task -> {}))
        .put(
            SDK + ":failing",
            ledger.remembering(
                task -> {
                  long until =
                      Long.parseLong(String.valueOf(((JsonObject) task.arguments()).get("until")));
                  Json retries = ((JsonObject) task.arguments()).get("retry");
                  long attempt = retries == null ? 1 : Long.parseLong(retries.text()) + 1;
                  if (attempt < until) {
                    task.fail("Busy", "not yet");
                  } else {
                    task.succeed(Json.of("done"));
                  }
                }))
        .put(
            SDK + ":failingAt3",
            ledger.remembering(
                task -> {
                  if (task.arguments().compact().contains("3")) {
                    task.fail("Three", "is too much");
                  } else {
                    task.succeed(task.arguments());
                  }
                }))
        .put(
            "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            ledger.remembering(
                task -> {
                  task.submitted(JsonObject.of("MessageId", Json.of("m")));
                  task.succeed(Json.of("answered"));
                }))
        .put(
            "arn:aws:states:::s3:listObjectsV2",
            ledger.remembering(
                task ->
                    task.succeed(
                        JsonObject.of(
                            "Contents",
                            JsonArray.of(
                                JsonObject.of("Key", Json.of("k1")),
                                JsonObject.of("Key", Json.of("k2")))))))
        .put(
            "arn:aws:states:::s3:putObject",
            ledger.remembering(task -> task.succeed(JsonObject.EMPTY)))
        .build();
  }
}
