package dev.stepwell.engine;

import dev.stepwell.asl.Catcher;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.engine.expression.ReferencePath;
import dev.stepwell.engine.expression.Scope;
import dev.stepwell.engine.expression.Template;
import dev.stepwell.engine.expression.Templates;
import java.util.function.BiFunction;

/** Makes rules of catchers. */
final class CatchCompiler {

  private CatchCompiler() {}

  static CatchRule rule(Catcher written, boolean jsonata, String field) {
    return jsonata ? query(written, field) : path(written, field);
  }

  private static CatchRule query(Catcher written, String field) {
    Json shape = written.output();
    Template output = shape == null ? null : Templates.jsonata(shape, field + "/Output");
    Template assign =
        written.assign() == null ? null : Templates.jsonata(written.assign(), field + "/Assign");
    return new CatchRule(
        written.errorEquals(),
        (scope, error) -> output == null ? error : output.evaluate(scope.withErrorOutput(error)),
        assign == null
            ? null
            : (scope, error) -> (JsonObject) assign.evaluate(scope.withErrorOutput(error)));
  }

  private static CatchRule path(Catcher written, String field) {
    Template assign =
        written.assign() == null ? null : Templates.payload(written.assign(), field + "/Assign");
    return new CatchRule(
        written.errorEquals(),
        splice(written.resultPath()),
        assign == null
            ? null
            : (scope, error) -> (JsonObject) assign.evaluate(scope.withInput(error)));
  }

  private static BiFunction<Scope, JsonObject, Json> splice(
      @org.jspecify.annotations.Nullable Json resultPath) {
    if (resultPath instanceof JsonNull) {
      return (scope, error) -> scope.input();
    }
    if (resultPath instanceof JsonString path && !path.value().equals("$")) {
      ReferencePath place = ReferencePath.parse(path.value());
      return (scope, error) -> place.write(scope.input(), error);
    }
    return (scope, error) -> error;
  }
}
