package dev.stepwell.engine;

import org.jspecify.annotations.Nullable;

/**
 * The place of a child of a Map Run.
 *
 * @param mapRun the Map Run
 * @param index its place among the Map Run's children
 * @param item what it works on; null for a batch
 */
record ChildPlace(MapRunAttempt mapRun, int index, @Nullable MapItem item) {

  /** The same, as records tell it. */
  RunBirth.Descent descent() {
    return new RunBirth.Descent(mapRun.execution().number(), mapRun.arn(), index);
  }
}
