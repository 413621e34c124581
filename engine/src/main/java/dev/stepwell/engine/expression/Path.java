package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A JSONPath: {@code $.a[0]}, {@code $$.Execution.Id}, {@code $variable.a}, {@code $.a[*].b}. */
@SuppressWarnings("DoNotCallSuggester") // the evaluator is not here yet
public final class Path {

  private final String text;

  private Path(String text) {
    this.text = text;
  }

  /**
   * Compiles a path.
   *
   * @throws IllegalArgumentException if the text is no path
   */
  public static Path parse(String text) {
    return new Path(text);
  }

  /** Whether the path names at most one value; others find an array of all matches. */
  public boolean isDefinite() {
    throw new UnsupportedOperationException(text);
  }

  /**
   * What the path finds, for {@code InputPath}, {@code OutputPath} and {@code ItemsPath}.
   *
   * @throws EvaluationException if it finds nothing
   */
  public Json read(Scope scope) {
    throw new UnsupportedOperationException(text);
  }

  /** What the path finds, or null if that is nothing. */
  public @Nullable Json find(Scope scope) {
    throw new UnsupportedOperationException(text);
  }

  /** A number of seconds, for {@code SecondsPath}. */
  public long readSeconds(Scope scope, String field) {
    throw new UnsupportedOperationException(field);
  }

  /** An instant, for {@code TimestampPath}. */
  public Instant readInstant(Scope scope, String field) {
    throw new UnsupportedOperationException(field);
  }

  /** A whole number, for {@code MaxConcurrencyPath}, {@code ToleratedFailureCountPath} and such. */
  public long readInteger(Scope scope, String field) {
    throw new UnsupportedOperationException(field);
  }

  /** A number, for {@code ToleratedFailurePercentagePath}. */
  public double readFloat(Scope scope, String field) {
    throw new UnsupportedOperationException(field);
  }

  @Override
  public String toString() {
    return text;
  }
}
