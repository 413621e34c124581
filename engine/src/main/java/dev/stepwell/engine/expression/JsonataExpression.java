package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A compiled JSONata expression. Plain ones (paths without arrays on the way, literals, arithmetic,
 * comparisons, constructors) are evaluated here, straight on the immutable values; all others, and
 * plain ones that meet a value whose treatment needs the whole language, go to the library.
 */
final class JsonataExpression {

  private final String text;
  private final @Nullable PlainNode plain;
  private volatile @Nullable JsonataLibrary library;

  private JsonataExpression(
      String text, @Nullable PlainNode plain, @Nullable JsonataLibrary library) {
    this.text = text;
    this.plain = plain;
    this.library = library;
  }

  /**
   * Compiles an expression.
   *
   * @param text without the braces around it
   * @throws IllegalArgumentException if the text is no JSONata
   */
  static JsonataExpression parse(String text) {
    PlainNode plain = PlainParser.parse(text);
    return new JsonataExpression(text, plain, plain == null ? JsonataLibrary.parse(text) : null);
  }

  /**
   * The value in a scope, or null if that is undefined.
   *
   * @throws JsonataFailure if the expression fails
   */
  @Nullable Json evaluate(Scope scope) {
    if (plain != null) {
      try {
        Json value = plain.value(scope);
        return value == null ? null : value.canonical();
      } catch (NotPlainException e) {
        return library().evaluate(scope);
      }
    }
    return library().evaluate(scope);
  }

  /** The value as the library computes it, for comparison with the plain one. */
  @Nullable Json evaluateByLibrary(Scope scope) {
    return library().evaluate(scope);
  }

  boolean isPlain() {
    return plain != null;
  }

  private JsonataLibrary library() {
    JsonataLibrary known = library;
    if (known == null) {
      known = JsonataLibrary.parse(text);
      library = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return text;
  }
}
