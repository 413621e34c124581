package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import org.jspecify.annotations.Nullable;

/** The variables that a state sees: those of its own graph and of all graphs around it. */
@FunctionalInterface
public interface Variables {

  /** No variable at all. */
  Variables NONE = name -> null;

  /** The value of a variable, or null if it has not been assigned. */
  @Nullable Json get(String name);
}
