package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;

/** A field's value that may hold expressions. Compiled once, immutable and thread-safe. */
@FunctionalInterface
public interface Template {

  /**
   * The value in a scope.
   *
   * @throws EvaluationException if an expression fails or finds nothing
   */
  Json evaluate(Scope scope);
}
