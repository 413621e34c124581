package dev.stepwell.engine;

import dev.stepwell.asl.TaskState;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.engine.expression.Path;
import dev.stepwell.engine.expression.Scope;
import dev.stepwell.engine.expression.Template;
import dev.stepwell.engine.expression.Templates;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Makes nodes of Task states. */
final class TaskCompiler {

  private TaskCompiler() {}

  static TaskNode task(TaskState state, Flow flow, Recovery recovery) {
    return new TaskNode(state.name(), flow, terms(state), recovery);
  }

  static TaskNode.Terms terms(TaskState state) {
    return new TaskNode.Terms(
        Resource.parse(state.resource()),
        number(state.timeoutSeconds(), state.timeoutSecondsPath(), "TimeoutSeconds"),
        number(state.heartbeatSeconds(), state.heartbeatSecondsPath(), "HeartbeatSeconds"),
        role(state));
  }

  /** A whole number: constant, JSONata, or at a path; null if the field is absent. */
  static @Nullable ToLongFunction<Scope> number(
      @Nullable Json written, @Nullable String path, String field) {
    if (path != null) {
      Path parsed = Path.parse(path);
      return scope -> parsed.readInteger(scope, field + "Path");
    }
    if (written instanceof JsonNumber constant) {
      long value = constant.longValue();
      return scope -> value;
    }
    return written == null ? null : Templates.jsonataInteger(written, field);
  }

  private static @Nullable Function<Scope, String> role(TaskState state) {
    JsonObject written = state.credentials();
    if (written == null) {
      return null;
    }
    Template template =
        PlanCompiler.isJsonata(state)
            ? Templates.jsonata(written, "Credentials")
            : Templates.payload(written, "Credentials");
    return scope ->
        template.evaluate(scope) instanceof JsonObject found
                && found.get("RoleArn") instanceof JsonString arn
            ? arn.value()
            : "";
  }
}
