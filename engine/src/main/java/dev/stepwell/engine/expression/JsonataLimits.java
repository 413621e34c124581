package dev.stepwell.engine.expression;

import com.dashjoin.jsonata.Jsonata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of one evaluation, as measured on AWS: nesting of 100, and a value of 6 990 256 bytes
 * at eight bytes an element and one a character. AWS bounds the time too, by a measure unknown;
 * here it is the number of steps, so that the same expression always ends the same way.
 */
final class JsonataLimits {

  static final String TOO_DEEP =
      "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as"
          + " tail-recursive";
  static final String TOO_LARGE =
      "Expression evaluation memory limit exceeded: Check for excessive memory usage";
  static final String TOO_LONG = "Expression evaluation timeout: Check for infinite loop";

  /** The most elements that {@code $range} gives. */
  static final int LONGEST_RANGE = 360_145;

  private static final int DEEPEST = 100;
  private static final long LARGEST = 6_990_256;
  private static final long MOST_STEPS = 30_000_000;

  private int depth;
  private long steps;

  /** Watches an evaluation in this frame. */
  void watch(Jsonata.Frame frame) {
    frame.setEvaluateEntryCallback((expression, input, environment) -> enter());
    frame.setEvaluateExitCallback(
        (expression, input, environment, result) -> {
          depth--;
          checkSize(result);
        });
  }

  private void enter() {
    if (++depth > DEEPEST) {
      throw exceeded(TOO_DEEP);
    }
    if (++steps > MOST_STEPS) {
      throw exceeded(TOO_LONG);
    }
  }

  /** Looks at the outermost level of a value; inner ones were looked at when they were made. */
  static void checkSize(@Nullable Object result) {
    if ((result instanceof List<?> list && 8L * list.size() > LARGEST)
        || (result instanceof String text && text.length() > LARGEST)) {
      throw exceeded(TOO_LARGE);
    }
  }

  static void checkLength(long length) {
    if (length > LARGEST) {
      throw exceeded(TOO_LARGE);
    }
  }

  private static Raised exceeded(String message) {
    return new Raised(JsonataFailure.limit(message));
  }
}
