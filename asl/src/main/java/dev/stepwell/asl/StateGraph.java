package dev.stepwell.asl;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * States that refer to one another by name: those of a machine, of a Parallel branch, or of a Map's
 * item processor.
 *
 * @param comment as written; null where absent
 * @param startAt the name of the first state
 * @param states by name, in the order written
 */
public record StateGraph(@Nullable String comment, String startAt, Map<String, State> states) {

  /** Keeps the order of the states. */
  public StateGraph {
    states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
  }
}
