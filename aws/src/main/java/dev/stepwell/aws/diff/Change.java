package dev.stepwell.aws.diff;

import dev.stepwell.asl.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * One difference.
 *
 * @param state the state's name; empty for the machine itself
 * @param part what of the state, such as {@code Retry[0].MaxAttempts}; empty for the whole state
 * @param before null for what is new
 * @param after null for what is gone
 */
public record Change(String state, String part, @Nullable Json before, @Nullable Json after) {

  /** As one line: {@code ~ copy TimeoutSeconds: 60 -> 90}. */
  public String text() {
    String where = state.isEmpty() ? "the machine" : state;
    if (part.isEmpty()) {
      return (before == null ? "+ " : "- ") + where;
    } else if (before == null) {
      return "~ " + where + "  + " + part + ": " + shown(after);
    } else if (after == null) {
      return "~ " + where + "  - " + part + ": " + shown(before);
    }
    return "~ " + where + "  " + part + ": " + shown(before) + " -> " + shown(after);
  }

  private static String shown(@Nullable Json value) {
    return value == null ? "" : value.compact();
  }
}
