package dev.stepwell.engine.store;

import org.jspecify.annotations.Nullable;

/** Where records settle. For one thread at a time. */
interface Base {

  /** What is known of a stream; null if nothing is. */
  @Nullable Row row(long stream);

  /** The number of the last batch that has settled; 0 if none has. */
  long settled();

  /** Takes all of it over, or nothing. */
  void write(Fold fold, long settled);

  /** From now on what is suspected of a stream is not disproved by what comes. */
  void confirmSuspicions();
}
