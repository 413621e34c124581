package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.expression.Scope;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where to go on after a failure, and with what. */
final class CatchRule {

  private final List<String> names;
  private final BiFunction<Scope, JsonObject, Json> output;
  private final @Nullable BiFunction<Scope, JsonObject, JsonObject> assign;
  private @Nullable Node target;

  /**
   * A rule.
   *
   * @param output the state's output, given the error output
   * @param assign the variables to set, given the error output
   */
  CatchRule(
      List<String> names,
      BiFunction<Scope, JsonObject, Json> output,
      @Nullable BiFunction<Scope, JsonObject, JsonObject> assign) {
    this.names = names;
    this.output = output;
    this.assign = assign;
  }

  void link(Function<String, Node> states, String next) {
    this.target = states.apply(next);
  }

  boolean isFor(Failure failure) {
    return names.stream().anyMatch(failure::isCalled);
  }

  void take(Frame frame, Failure failure) {
    JsonObject error = failure.output();
    Scope scope = frame.scope();
    Json value = output.apply(scope, error);
    if (assign != null) {
      frame.assign(assign.apply(scope, error));
    }
    frame.exit(target, value);
  }
}
