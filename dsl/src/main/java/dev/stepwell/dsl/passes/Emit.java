package dev.stepwell.dsl.passes;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.model.Draft;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.RetryRule;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Prints states as Amazon States Language. The order of fields is part of the output. */
public final class Emit {

  private Emit() {}

  /** The definition of a machine. */
  public static JsonObject machine(Draft.Graph graph, @Nullable Integer timeoutSeconds) {
    JsonObject.Builder out = JsonObject.builder().put("QueryLanguage", "JSONata");
    if (timeoutSeconds != null) {
      out.put("TimeoutSeconds", timeoutSeconds);
    }
    return out.putAll(graph(graph)).build();
  }

  private static JsonObject graph(Draft.Graph graph) {
    JsonObject.Builder states = JsonObject.builder();
    graph.states().forEach(state -> states.put(state.name(), state(state)));
    return JsonObject.builder()
        .put("StartAt", graph.startAt())
        .put("States", states.build())
        .build();
  }

  private static JsonObject state(Draft state) {
    JsonObject.Builder out = JsonObject.builder();
    if (state instanceof Draft.Task task) {
      return task(task, out);
    } else if (state instanceof Draft.Map map) {
      map(map, out);
    } else if (state instanceof Draft.Parallel parallel) {
      out.put("Type", "Parallel");
      out.put(
          "Branches", parallel.branches().stream().map(Emit::graph).collect(JsonArray.collector()));
      catches(out, parallel.catches());
      assign(out, parallel.assign());
      out.put("Output", Render.json(parallel.output()));
      next(out, parallel.next());
    } else if (state instanceof Draft.Fragment fragment) {
      return fragment(fragment, out);
    } else if (state instanceof Draft.Pass pass) {
      out.put("Type", "Pass");
      assign(out, pass.assign());
      next(out, pass.next());
    } else if (state instanceof Draft.Wait wait) {
      out.put("Type", "Wait").put(wait.delay().field(), Render.json(wait.delay().value()));
      assign(out, wait.assign());
      next(out, wait.next());
      return patched(out.build(), wait.patches());
    } else if (state instanceof Draft.Choice choice) {
      out.put("Type", "Choice");
      out.put("Choices", choice.rules().stream().map(Emit::rule).collect(JsonArray.collector()));
      assign(out, choice.assign());
      out.put("Default", choice.otherwise());
    } else if (state instanceof Draft.Succeed succeed) {
      out.put("Type", "Succeed");
      Expr output = succeed.output();
      if (output != null) {
        out.put("Output", Render.json(output));
      }
    } else if (state instanceof Draft.Fail fail) {
      out.put("Type", "Fail");
      out.put("Error", Render.json(fail.error())).put("Cause", Render.json(fail.cause()));
    }
    return out.build();
  }

  private static JsonObject task(Draft.Task task, JsonObject.Builder out) {
    out.put("Type", "Task");
    out.put("Resource", task.call().arn());
    out.put("Arguments", Render.json(task.call().arguments()));
    out.put("TimeoutSeconds", task.call().timeoutSeconds());
    Integer heartbeat = task.heartbeatSeconds();
    if (heartbeat != null) {
      out.put("HeartbeatSeconds", heartbeat);
    }
    retries(out, task.call().retries());
    catches(out, task.catches());
    assign(out, task.assign());
    out.put("Output", Render.json(task.output()));
    next(out, task.next());
    return patched(out.build(), task.patches());
  }

  private static JsonObject fragment(Draft.Fragment fragment, JsonObject.Builder out) {
    out.put("Type", "Parallel").put("Arguments", Render.json(fragment.arguments()));
    out.put("Branches", JsonArray.of(fragment.graph()));
    retries(out, fragment.retries());
    catches(out, fragment.catches());
    assign(out, fragment.assign());
    out.put("Output", Render.json(fragment.output()));
    next(out, fragment.next());
    return patched(out.build(), fragment.patches());
  }

  private static JsonObject patched(JsonObject state, List<UnaryOperator<JsonObject>> patches) {
    JsonObject changed = state;
    for (UnaryOperator<JsonObject> patch : patches) {
      changed = patch.apply(changed);
    }
    return changed;
  }

  private static void retries(JsonObject.Builder out, List<RetryRule> rules) {
    if (!rules.isEmpty()) {
      out.put("Retry", rules.stream().map(Emit::retry).collect(JsonArray.collector()));
    }
  }

  private static void map(Draft.Map map, JsonObject.Builder out) {
    out.put("Type", "Map").put("Items", Render.json(map.items()));
    if (map.atOnce() > 0) {
      out.put("MaxConcurrency", map.atOnce());
    }
    Expr selector = map.selector();
    JsonObject.Builder mode = JsonObject.builder();
    if (selector == null) {
      mode.put("Mode", "INLINE");
    } else {
      out.put("ItemSelector", Render.json(selector));
      mode.put("Mode", "DISTRIBUTED").put("ExecutionType", "STANDARD");
    }
    out.put(
        "ItemProcessor",
        JsonObject.builder()
            .put("ProcessorConfig", mode.build())
            .putAll(graph(map.body()))
            .build());
    catches(out, map.catches());
    assign(out, map.assign());
    out.put("Output", Render.json(map.output()));
    next(out, map.next());
  }

  private static JsonObject rule(Draft.Rule rule) {
    JsonObject.Builder out = JsonObject.builder().put("Condition", Render.json(rule.condition()));
    assign(out, rule.assign());
    return out.put("Next", rule.next()).build();
  }

  private static JsonObject retry(RetryRule rule) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("ErrorEquals", texts(rule.errors()))
            .put("IntervalSeconds", rule.intervalSeconds())
            .put("MaxAttempts", rule.maxAttempts())
            .put("BackoffRate", number(rule.backoffRate()));
    Integer longest = rule.maxDelaySeconds();
    if (longest != null) {
      out.put("MaxDelaySeconds", longest);
    }
    if (rule.jitter()) {
      out.put("JitterStrategy", "FULL");
    }
    return out.build();
  }

  private static Json number(double value) {
    return value == Math.rint(value) ? Json.of((long) value) : Json.of(value);
  }

  private static void catches(JsonObject.Builder out, List<Draft.CatchRule> rules) {
    if (!rules.isEmpty()) {
      out.put("Catch", rules.stream().map(Emit::caught).collect(JsonArray.collector()));
    }
  }

  private static JsonObject caught(Draft.CatchRule rule) {
    JsonObject.Builder out = JsonObject.builder().put("ErrorEquals", texts(rule.errors()));
    assign(out, rule.assign());
    Expr output = rule.output();
    if (output != null) {
      out.put("Output", Render.json(output));
    }
    return out.put("Next", rule.next()).build();
  }

  private static JsonArray texts(List<String> texts) {
    return texts.stream().<Json>map(Json::of).collect(JsonArray.collector());
  }

  private static void assign(JsonObject.Builder out, Expr.Fields assign) {
    if (!assign.members().isEmpty()) {
      out.put("Assign", Render.json(assign));
    }
  }

  private static void next(JsonObject.Builder out, @Nullable String next) {
    if (next == null) {
      out.put("End", true);
    } else {
      out.put("Next", next);
    }
  }
}
