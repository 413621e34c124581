package dev.stepwell.dsl.authoring;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.HistoryEvent;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.engine.TaskHandler;
import dev.stepwell.engine.TaskHandlers;
import dev.stepwell.engine.VirtualClock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Scripted AWS services, and an engine that runs compiled workflows against them. */
final class Services {

  private static final String PREFIX = "arn:aws:states:::";

  private final Map<String, Deque<Function<JsonObject, Json>>> scripts = new LinkedHashMap<>();
  private final List<Asked> asked = new ArrayList<>();

  /** One call that was made. */
  record Asked(String state, String resource, JsonObject arguments) {}

  /** Answers calls of a resource, one after the other; the last answer is repeated. */
  Services answer(String resource, String... results) {
    for (String result : results) {
      Json json = Json.parse(result.replace('\'', '"'));
      on(resource, arguments -> json);
    }
    return this;
  }

  /** Fails the next call of a resource. */
  Services fail(String resource, String error, String cause) {
    return on(
        resource,
        arguments -> {
          throw new TaskFailedException(error, cause);
        });
  }

  Services on(String resource, Function<JsonObject, Json> answer) {
    scripts.computeIfAbsent(resource, name -> new ArrayDeque<>()).add(answer);
    return this;
  }

  /** Compiles the workflow and runs it to its end. */
  Execution run(Workflow<?> workflow, String input) {
    return run(workflow, Json.parse(input.replace('\'', '"')));
  }

  Execution run(Workflow<?> workflow, Json input) {
    return run(workflow.compile(), input);
  }

  Execution run(Compiled compiled, Json input) {
    try (Engine engine =
        Engine.builder()
            .clock(VirtualClock.jumping(Instant.parse("2026-01-01T00:00:00Z")))
            .handlers(TaskHandlers.builder().otherwise(this::handler).build())
            .build()) {
      return engine
          .start(engine.create(compiled.name(), compiled.asl()), "run", input)
          .done()
          .get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(compiled.name() + " did not end", e);
    }
  }

  private Optional<TaskHandler> handler(String resource) {
    String name = resource.substring(PREFIX.length());
    return Optional.of(
        task -> {
          JsonObject arguments = (JsonObject) task.arguments();
          try {
            task.succeed(next(task.stateName(), name, arguments));
          } catch (TaskFailedException failure) {
            task.fail(failure.error(), failure.getMessage());
          }
        });
  }

  private synchronized Json next(String state, String resource, JsonObject arguments) {
    asked.add(new Asked(state, resource, arguments));
    Deque<Function<JsonObject, Json>> script = scripts.get(resource);
    if (script == null) {
      throw new TaskFailedException("Test.NotScripted", resource);
    }
    return (script.size() == 1 ? script.getFirst() : script.removeFirst()).apply(arguments);
  }

  /** The arguments of all calls of a resource, in order. */
  synchronized List<JsonObject> asked(String resource) {
    return asked.stream()
        .filter(call -> call.resource().equals(resource))
        .map(Asked::arguments)
        .toList();
  }

  /** The names of all states that were entered, in order, without repetition in loops. */
  static List<String> visited(Execution execution) {
    return execution.history().stream()
        .filter(event -> event.json().has("stateEnteredEventDetails"))
        .map(Services::state)
        .distinct()
        .toList();
  }

  private static String state(HistoryEvent event) {
    return event.json().object("stateEnteredEventDetails").string("name");
  }

  /** All services of the flights pipeline, working. */
  static Services working() {
    return new Services()
        .answer(
            "aws-sdk:glue:getCrawler",
            "{'Crawler': {'State': 'READY', 'LastCrawl': {'StartTime': 'a'}}}",
            "{'Crawler': {'State': 'RUNNING', 'LastCrawl': {'StartTime': 'a'}}}",
            "{'Crawler': {'State': 'READY', 'LastCrawl': {'StartTime': 'b', 'Status':"
                + " 'SUCCEEDED'}}}")
        .answer("aws-sdk:glue:startCrawler", "{}")
        .answer(
            "lambda:invoke",
            "{'StatusCode': 200, 'Payload': {'partitions': [{'path': 'hour=08', 'hour': 8},"
                + " {'path': 'hour=09', 'hour': 9}]}}")
        .on(
            "glue:startJobRun.sync",
            job ->
                JsonObject.builder()
                    .put("Id", "jr_" + job.object("Arguments").string("--path"))
                    .put("JobRunState", "SUCCEEDED")
                    .put("ExecutionTime", 12)
                    .build())
        .answer("aws-sdk:glue:startDataQualityRulesetEvaluationRun", "{'RunId': 'dqrun'}")
        .answer(
            "aws-sdk:glue:getDataQualityRulesetEvaluationRun",
            "{'Status': 'STARTING'}",
            "{'Status': 'RUNNING'}",
            "{'Status': 'SUCCEEDED', 'ResultIds': ['dqresult']}")
        .answer(
            "aws-sdk:glue:getDataQualityResult",
            "{'ResultId': 'dqresult', 'Score': 1.0, 'RuleResults': [{'Name': 'Rule_1', 'Result':"
                + " 'PASS'}]}")
        .answer("aws-sdk:redshiftdata:executeStatement", "{'Id': 's1'}")
        .answer("aws-sdk:redshiftdata:batchExecuteStatement", "{'Id': 's1'}")
        .answer(
            "aws-sdk:redshiftdata:describeStatement",
            "{'Id': 's1', 'Status': 'STARTED'}",
            "{'Id': 's1', 'Status': 'FINISHED', 'ResultRows': 7}")
        .answer("sns:publish", "{'MessageId': 'm1'}");
  }
}
