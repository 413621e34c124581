package dev.stepwell.engine;

import dev.stepwell.asl.DataFlow;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.engine.expression.Path;
import dev.stepwell.engine.expression.ReferencePath;
import dev.stepwell.engine.expression.Scope;
import dev.stepwell.engine.expression.Template;
import dev.stepwell.engine.expression.Templates;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The data flow of JSONPath states. */
class PathFlow implements Flow {

  private static final Json NOTHING = JsonObject.EMPTY;

  private final @Nullable Function<Scope, Json> inputPath;
  private final @Nullable Template parameters;
  private final @Nullable Template resultSelector;
  private final boolean dropsResult;
  private final @Nullable ReferencePath resultPath;
  private final @Nullable Function<Scope, Json> outputPath;
  private final @Nullable Template assign;

  PathFlow(DataFlow data, boolean withParameters) {
    this.inputPath = filter(data.inputPath(), "InputPath");
    this.parameters =
        data.parameters() == null || !withParameters
            ? null
            : Templates.payload(data.parameters(), "Parameters");
    this.resultSelector =
        data.resultSelector() == null
            ? null
            : Templates.payload(data.resultSelector(), "ResultSelector");
    this.dropsResult = data.resultPath() instanceof JsonNull;
    this.resultPath =
        data.resultPath() instanceof JsonString path && !path.value().equals("$")
            ? ReferencePath.parse(path.value())
            : null;
    this.outputPath = filter(data.outputPath(), "OutputPath");
    this.assign = data.assign() == null ? null : Templates.payload(data.assign(), "Assign");
  }

  static Flow of(DataFlow data) {
    return new PathFlow(data, true);
  }

  /** The flow of a Map, whose {@code Parameters} shape each item. */
  static Flow ofMap(DataFlow data) {
    return new PathFlow(data, false);
  }

  private static @Nullable Function<Scope, Json> filter(@Nullable Json written, String field) {
    if (written instanceof JsonNull) {
      return scope -> NOTHING;
    }
    if (written instanceof JsonString text) {
      return text.value().equals("$") ? null : Path.parse(text.value())::read;
    }
    if (written == null) {
      return null;
    }
    throw new IllegalArgumentException("'" + field + "' must be a path or null, not " + written);
  }

  @Override
  public final Json effective(Frame frame) {
    return afterParameters(frame, afterInputPath(frame));
  }

  @Override
  public Json leave(Frame frame, Json effective, @Nullable Json result) {
    Json raw = result == null ? effective : result;
    Json output = afterResultPath(frame, afterResultSelector(frame, raw));
    if (assign != null) {
      frame.assign((JsonObject) assign.evaluate(frame.scope().withInput(raw)));
    }
    return outputPath == null ? output : outputPath.apply(frame.scope().withInput(output));
  }

  Json afterInputPath(Frame frame) {
    return inputPath == null ? frame.input() : inputPath.apply(frame.scope());
  }

  Json afterParameters(Frame frame, Json input) {
    return parameters == null ? input : parameters.evaluate(frame.scope().withInput(input));
  }

  Json afterResultSelector(Frame frame, Json raw) {
    return resultSelector == null ? raw : resultSelector.evaluate(frame.scope().withInput(raw));
  }

  Json afterResultPath(Frame frame, Json result) {
    if (dropsResult) {
      return frame.input();
    }
    return resultPath == null ? result : resultPath.write(frame.input(), result);
  }
}
