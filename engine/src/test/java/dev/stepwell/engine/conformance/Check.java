package dev.stepwell.engine.conformance;

import org.jspecify.annotations.Nullable;

/** Compares one recorded case with what is done here. */
@FunctionalInterface
interface Check {

  /** The first difference, or null. */
  @Nullable String difference();
}
