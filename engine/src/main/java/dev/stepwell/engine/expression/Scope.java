package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an expression can see.
 *
 * @param input {@code $} of JSONPath, {@code $states.input} of JSONata
 * @param result {@code $states.result}; null where there is none
 * @param errorOutput {@code $states.errorOutput}; null where there is none
 * @param context {@code $$} of JSONPath, {@code $states.context} of JSONata; asked only when needed
 * @param variables {@code $name}
 * @param sources time, randomness and ids
 */
public record Scope(
    Json input,
    @Nullable Json result,
    @Nullable Json errorOutput,
    Supplier<Json> context,
    Variables variables,
    Sources sources) {

  /** A scope without result and error output. */
  public static Scope of(Json input, Supplier<Json> context, Variables variables, Sources sources) {
    return new Scope(input, null, null, context, variables, sources);
  }

  /** This scope with another input. */
  public Scope withInput(Json other) {
    return new Scope(other, result, errorOutput, context, variables, sources);
  }

  /** This scope with a result. */
  public Scope withResult(Json other) {
    return new Scope(input, other, errorOutput, context, variables, sources);
  }

  /** This scope with an error output. */
  public Scope withErrorOutput(Json other) {
    return new Scope(input, result, other, context, variables, sources);
  }
}
