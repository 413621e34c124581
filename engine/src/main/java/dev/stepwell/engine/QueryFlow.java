package dev.stepwell.engine;

import dev.stepwell.asl.DataFlow;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.expression.Scope;
import dev.stepwell.engine.expression.Template;
import dev.stepwell.engine.expression.Templates;
import org.jspecify.annotations.Nullable;

/** The data flow of JSONata states. */
class QueryFlow implements Flow {

  private final @Nullable Template arguments;
  private final @Nullable Template output;
  private final @Nullable Template assign;

  QueryFlow(DataFlow data, String prefix) {
    this.arguments = template(data.arguments(), prefix + "Arguments");
    this.output = template(data.output(), prefix + "Output");
    this.assign = template(data.assign(), prefix + "Assign");
  }

  static Flow of(DataFlow data) {
    return new QueryFlow(data, "");
  }

  /**
   * The flow of a part of a state.
   *
   * @param prefix what stands before a field's name in errors, such as {@code Choices[0]/}
   */
  static Flow of(DataFlow data, String prefix) {
    return new QueryFlow(data, prefix);
  }

  static @Nullable Template template(@Nullable Json written, String field) {
    return written == null ? null : Templates.jsonata(written, field);
  }

  @Override
  public Json effective(Frame frame) {
    return arguments == null ? frame.input() : arguments.evaluate(frame.scope());
  }

  @Override
  public Json leave(Frame frame, Json effective, @Nullable Json result) {
    Json value = result == null ? frame.input() : result;
    if (assign == null && output == null) {
      return value;
    }
    Scope scope = result == null ? frame.scope() : frame.scope().withResult(result);
    if (assign != null) {
      frame.assign((JsonObject) assign.evaluate(scope));
    }
    return output == null ? value : output.evaluate(scope);
  }
}
