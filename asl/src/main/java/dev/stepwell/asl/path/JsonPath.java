package dev.stepwell.asl.path;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path: where it starts and the steps from there.
 *
 * @param root what {@code $} stands for
 * @param variable the variable's name where the root is one, else null
 * @param segments the steps, in order; none denotes the root itself
 */
public record JsonPath(Root root, @Nullable String variable, List<Segment> segments) {

  /** Where a path starts. */
  public enum Root {
    /** {@code $}: the state's input or result. */
    DATA,
    /** {@code $$}: the Context Object. */
    CONTEXT,
    /** {@code $name}: a variable. */
    VARIABLE
  }

  /** Copies the steps. */
  public JsonPath {
    segments = List.copyOf(segments);
  }

  /**
   * Reads a path.
   *
   * @throws PathSyntaxException if the text is none; the message says where and why
   */
  public static JsonPath parse(String text) {
    return new PathParser(text).parse();
  }

  /** Whether the path denotes one node only: names and single places, nothing else. */
  public boolean isReference() {
    for (Segment segment : segments) {
      if (!(segment instanceof Segment.Child) && !(segment instanceof Segment.Index)) {
        return false;
      }
    }
    return true;
  }
}
