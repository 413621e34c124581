package dev.stepwell.engine;

import dev.stepwell.asl.MapState;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.engine.expression.Path;
import dev.stepwell.engine.expression.ResultType;
import dev.stepwell.engine.expression.Scope;
import dev.stepwell.engine.expression.Template;
import dev.stepwell.engine.expression.Templates;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How many failed items a Map bears.
 *
 * @param count finds the number; null if the state says none
 * @param percentage finds the share; null if the state says none
 */
record Tolerance(
    @Nullable ToLongFunction<Scope> count, @Nullable ToDoubleFunction<Scope> percentage) {

  /**
   * What is borne for one attempt; null where the state says nothing.
   *
   * @param count how many items
   * @param percentage which share of all
   */
  record Limits(@Nullable Long count, @Nullable Double percentage) {

    /** Whether the state says anything. */
    boolean areSet() {
      return count != null || percentage != null;
    }

    /** Whether so many failures are too many. */
    boolean isExceededBy(long failures, long items) {
      if (!areSet()) {
        return failures > 0;
      }
      return (count != null && failures > count)
          || (percentage != null && failures * 100.0 > percentage * items);
    }
  }

  /** Why a Map fails whose failures are too many. */
  static Failure exceeded() {
    return Failure.of(
        "States.ExceedToleratedFailureThreshold",
        "The specified tolerated failure threshold was exceeded");
  }

  static Tolerance of(MapState state) {
    MapState.Tolerance written = state.tolerance();
    return new Tolerance(
        TaskCompiler.number(written.count(), written.countPath(), "ToleratedFailureCount"),
        percentage(written));
  }

  private static @Nullable ToDoubleFunction<Scope> percentage(MapState.Tolerance written) {
    if (written.percentagePath() != null) {
      Path path = Path.parse(written.percentagePath());
      return scope -> path.readFloat(scope, "ToleratedFailurePercentagePath");
    }
    Json constant = written.percentage();
    if (constant == null) {
      return null;
    }
    if (constant instanceof JsonNumber number) {
      double value = number.doubleValue();
      return scope -> value;
    }
    Template template =
        Templates.jsonata(constant, "ToleratedFailurePercentage", ResultType.NUMBER);
    return scope -> ((JsonNumber) template.evaluate(scope)).doubleValue();
  }

  /** The limits, or null if they make no sense and the frame has failed. */
  @Nullable Limits limits(Frame frame, Scope scope) {
    Long most = count == null ? null : count.applyAsLong(scope);
    if (most != null && most < 0) {
      frame.failFatally("ToleratedFailureCount cannot be negative.");
      return null;
    }
    Double share = percentage == null ? null : percentage.applyAsDouble(scope);
    if (share != null && (share < 0 || share > 100)) {
      frame.failFatally("ToleratedFailurePercentage must be between 0 and 100.");
      return null;
    }
    return new Limits(most, share);
  }
}
