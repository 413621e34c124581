package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;

/** A path to one place in the input, made of names and indices: {@code ResultPath}. */
@SuppressWarnings("DoNotCallSuggester") // the evaluator is not here yet
public final class ReferencePath {

  private final String text;

  private ReferencePath(String text) {
    this.text = text;
  }

  /**
   * Compiles a path.
   *
   * @throws IllegalArgumentException if the text is no reference path
   */
  public static ReferencePath parse(String text) {
    return new ReferencePath(text);
  }

  /**
   * A copy of a value with another one put at this place: an existing member is replaced where it
   * stands, a new one added at the end, and objects on the way there are created.
   *
   * @throws EvaluationException if something on the way is neither object nor array element
   */
  public Json write(Json into, Json value) {
    throw new UnsupportedOperationException(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
