package dev.stepwell.engine;

import dev.stepwell.asl.FailState;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.engine.expression.ResultType;
import dev.stepwell.engine.expression.Scope;
import dev.stepwell.engine.expression.Template;
import dev.stepwell.engine.expression.Templates;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes nodes of Fail states. */
final class FailCompiler {

  private FailCompiler() {}

  static FailNode fail(FailState state) {
    boolean jsonata = PlanCompiler.isJsonata(state);
    return new FailNode(
        state.name(),
        text(jsonata, state.error(), state.errorPath(), "Error"),
        text(jsonata, state.cause(), state.causePath(), "Cause"));
  }

  private static @Nullable Function<Scope, String> text(
      boolean jsonata, @Nullable String written, @Nullable String path, String field) {
    if (path != null) {
      return Templates.textAt(path, field + "Path");
    }
    if (written == null) {
      return null;
    }
    if (!jsonata) {
      return scope -> written;
    }
    Template template = Templates.jsonata(Json.of(written), field, ResultType.STRING);
    return scope -> ((JsonString) template.evaluate(scope)).value();
  }
}
