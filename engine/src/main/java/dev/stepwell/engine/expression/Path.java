package dev.stepwell.engine.expression;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A JSONPath: {@code $.a[0]}, {@code $$.Execution.Id}, {@code $variable.a}, {@code $.a[*].b}. One
 * with a wildcard, slice, filter, union of indices or {@code ..} is indefinite: it finds an array
 * of all matches, an empty one if there are none. Immutable and thread-safe.
 */
public final class Path {

  private enum Root {
    INPUT,
    CONTEXT,
    VARIABLE
  }

  private final String text;
  private final Root root;
  private final String variable;
  private final PathSteps steps;

  private Path(String text, Root root, String variable, PathSteps steps) {
    this.text = text;
    this.root = root;
    this.variable = variable;
    this.steps = steps;
  }

  /**
   * Compiles a path.
   *
   * @throws IllegalArgumentException if the text is no path
   */
  public static Path parse(String text) {
    Cursor in = new Cursor(text.strip());
    Path path = parse(in);
    if (!in.atEnd()) {
      throw in.wrong("'.', '[' or the end of the path");
    }
    return path;
  }

  /** Compiles the path that starts here, up to what can no longer belong to it. */
  static Path parse(Cursor in) {
    int start = in.position();
    in.expect("$");
    Root root = Root.INPUT;
    String variable = "";
    if (in.take("$")) {
      root = Root.CONTEXT;
    } else if (Character.isUnicodeIdentifierStart(in.peek()) || in.peek() == '_') {
      root = Root.VARIABLE;
      variable = in.takeWhile(c -> Character.isUnicodeIdentifierPart(c) || c == '_');
    }
    PathSteps steps = PathParser.steps(in);
    return new Path(in.since(start), root, variable, steps);
  }

  /** Whether the path names at most one value; others find an array of all matches. */
  public boolean isDefinite() {
    return steps.isDefinite();
  }

  /**
   * What the path finds, for {@code InputPath}, {@code OutputPath}, {@code ItemsPath} and such.
   *
   * @throws EvaluationException if it finds nothing
   */
  public Json read(Scope scope) {
    Json found = find(scope);
    if (found == null) {
      throw EvaluationException.runtime("Invalid path '" + text + "' : " + failure(scope));
    }
    return found;
  }

  /** What the path finds, or null if that is nothing. */
  public @Nullable Json find(Scope scope) {
    Json start = start(scope);
    return start == null ? null : steps.find(start, start);
  }

  /**
   * What the path finds for a field of a template, or for {@code ErrorPath} and {@code CausePath}.
   * An element behind the end of an array is null there, as on AWS.
   */
  Json readFor(String field, Scope scope) {
    Json found = find(scope);
    if (found == null) {
      Json start = start(scope);
      if (start != null && steps.endsBehindArray(start)) {
        return JsonNull.NULL;
      }
      throw EvaluationException.runtime(
          "The JSONPath '"
              + text
              + "' specified for the field '"
              + field
              + "' could not be found in the input '"
              + scope.input().compact()
              + "'");
    }
    return found;
  }

  /** What the path finds as argument of an intrinsic function. */
  Json readArgument(Scope scope) {
    Json found = find(scope);
    if (found == null) {
      Json start = start(scope);
      if (start != null && steps.endsBehindArray(start)) {
        return JsonNull.NULL;
      }
      String failure = failure(scope);
      throw EvaluationException.runtime(
          failure.startsWith("Filter: ")
              ? failure
              : "The JsonPath argument for the field '"
                  + text
                  + "' could not be found in the input '"
                  + scope.input().compact()
                  + "'");
    }
    return found;
  }

  /**
   * A number of seconds, for {@code SecondsPath}.
   *
   * @param field the field's name in errors
   * @throws EvaluationException if there is no whole number, or a negative one
   */
  public long readSeconds(Scope scope, String field) {
    return PathValues.seconds(this, find(scope), field);
  }

  /** An instant, for {@code TimestampPath}. */
  public Instant readInstant(Scope scope, String field) {
    return PathValues.instant(this, find(scope), field);
  }

  /** A whole number, for {@code MaxConcurrencyPath}, {@code ToleratedFailureCountPath} and such. */
  public long readInteger(Scope scope, String field) {
    return PathValues.integer(this, read(scope), field);
  }

  /** A number, for {@code ToleratedFailurePercentagePath}. */
  public double readFloat(Scope scope, String field) {
    return PathValues.real(this, read(scope), field);
  }

  private @Nullable Json start(Scope scope) {
    return switch (root) {
      case INPUT -> scope.input();
      case CONTEXT -> scope.context().get();
      case VARIABLE -> scope.variables().get(variable);
    };
  }

  private String failure(Scope scope) {
    return start(scope) == null
        ? "No results for path: $['" + variable + "']"
        : steps.failure(requireNonNull(start(scope)));
  }

  /** The path as it is written. */
  @Override
  public String toString() {
    return text;
  }
}
