package dev.stepwell.asl.validation;

import dev.stepwell.asl.QueryLanguage;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One state: its type, its language, its fields, and what one field says of another. */
final class StateCheck {

  private static final String[] DISTRIBUTED_ONLY = {
    "ItemReader", "ItemBatcher", "ResultWriter", "Label"
  };

  private StateCheck() {}

  static void check(Json value, Place place, Scope around, JsonObject siblings) {
    if (!(value instanceof JsonObject state)) {
      around.findings().mistyped("OBJECT", place);
      return;
    }
    FieldSet fields = fields(state, place, around);
    Scope scope = language(state, place, around);
    if (fields == null || scope == null) {
      return;
    }
    String type = String.valueOf(state.string("Type"));
    if (type.equals("Parallel") || type.equals("Map")) {
      scope = scope.withNested(nestedVariables(state, siblings, around));
    }
    fields.checkObject(state, place, scope);
    switch (type) {
      case "Task" -> {
        leads(state, place, scope);
        heartbeat(state, place, scope);
        handedOver(state, place, scope);
      }
      case "Pass", "Parallel" -> leads(state, place, scope);
      case "Wait" -> {
        leads(state, place, scope);
        oneNeeded(state, place, scope, "SecondsPath", "Seconds", "TimestampPath", "Timestamp");
      }
      case "Map" -> {
        leads(state, place, scope);
        oneNeeded(state, place, scope, "ItemProcessor", "Iterator");
        inline(state, place, scope);
        if (NestedGraphs.isDistributed(state)) {
          HiddenVariables.check(
              state.object("ItemProcessor"),
              AssignCheck.assigned(siblings, state, around.outer()),
              place.member("ItemProcessor"),
              scope.findings());
        }
      }
      default -> {}
    }
  }

  private static @Nullable FieldSet fields(JsonObject state, Place place, Scope scope) {
    Json type = state.get("Type");
    if (type == null) {
      scope.findings().schema("These fields are required: [Type]", place);
      return null;
    }
    if (!(type instanceof JsonString word)) {
      scope.findings().mistyped("STRING", place.member("Type"));
      return null;
    }
    FieldSet fields = StateFields.of(word.value());
    if (fields == null) {
      scope
          .findings()
          .schema(
              "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail,"
                  + " Choice, Parallel, Map]",
              place.member("Type"));
    }
    return fields;
  }

  /** The scope of the state; null if its fields cannot be judged. */
  private static @Nullable Scope language(JsonObject state, Place place, Scope scope) {
    Json written = state.get("QueryLanguage");
    if (written == null) {
      return scope;
    }
    MachineCheck.LANGUAGE.check(written, place.member("QueryLanguage"), scope);
    // Measured on AWS: whatever is not the word JSONPath is taken for JSONata.
    if (!"JSONPath".equals(state.string("QueryLanguage"))) {
      return scope.in(QueryLanguage.JSONATA);
    }
    if (scope.machine().language() == QueryLanguage.JSONATA) {
      scope
          .findings()
          .schema(
              "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
              place);
      return null;
    }
    return scope.in(QueryLanguage.JSONPATH);
  }

  private static Set<String> nestedVariables(JsonObject state, JsonObject siblings, Scope around) {
    return NestedGraphs.isDistributed(state)
        ? Set.of()
        : AssignCheck.assigned(siblings, state, around.outer());
  }

  private static void leads(JsonObject state, Place place, Scope scope) {
    oneNeeded(state, place, scope, "Next", "End");
  }

  private static void oneNeeded(JsonObject state, Place place, Scope scope, String... names) {
    for (String name : names) {
      if (state.has(name)) {
        return;
      }
    }
    scope
        .findings()
        .schema("One of these fields is required: [" + String.join(", ", names) + "]", place);
  }

  /** What an optimised integration or the worker that is waited for is given. */
  private static void handedOver(JsonObject state, Place place, Scope scope) {
    String resource = state.string("Resource");
    int start = resource == null ? -1 : resource.indexOf(":states:::");
    if (resource == null || start < 0) {
      return;
    }
    String call = resource.substring(start + ":states:::".length());
    String field = scope.jsonata() ? "Arguments" : "Parameters";
    Json given = state.get(field);
    if (given instanceof JsonObject parameters) {
      int dot = call.indexOf('.');
      String action = dot < 0 ? call : call.substring(0, dot);
      Parameters.check(action, parameters, place.member(field), scope);
    }
    // Token also stands for context["Task"]["Token"]; the whole context has it as well.
    String written = given == null ? "" : given.compact();
    if (call.endsWith(".waitForTaskToken")
        && !written.contains("Token")
        && !written.contains("$$\"")
        && !written.contains("$$.Task\"")
        && !written.contains("$states.context")) {
      scope
          .findings()
          .warning(
              "NO_TASK_TOKEN",
              "The task waits for its token, but hands it to nobody",
              place,
              "put "
                  + (scope.jsonata() ? "$states.context.Task.Token" : "$$.Task.Token")
                  + " into "
                  + field);
    }
  }

  private static void heartbeat(JsonObject state, Place place, Scope scope) {
    if (state.get("HeartbeatSeconds") instanceof JsonNumber heartbeat
        && state.get("TimeoutSeconds") instanceof JsonNumber timeout
        && heartbeat.doubleValue() >= timeout.doubleValue()) {
      scope
          .findings()
          .schema(
              "HeartbeatSeconds must be smaller than TimeoutSeconds",
              place.member("HeartbeatSeconds"));
    }
  }

  private static void inline(JsonObject state, Place place, Scope scope) {
    if (NestedGraphs.isDistributed(state)) {
      return;
    }
    for (String name : DISTRIBUTED_ONLY) {
      if (state.has(name)) {
        scope
            .findings()
            .schema(
                "Field '" + name + "' is not supported",
                place,
                "only a distributed Map has it; set ItemProcessor.ProcessorConfig.Mode to"
                    + " DISTRIBUTED");
      }
    }
  }
}
