package dev.stepwell.local.redshift;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of one file, from front to back. For one thread. */
interface Records {

  /**
   * What is wrong with a record as a whole.
   *
   * @param code Redshift's code of load errors
   */
  record Problem(int code, String message) {}

  /** Reads a record; false at the end of the file. */
  boolean next() throws IOException;

  /**
   * The fields of the record that was read last, null for NULL; the next call of {@link #next}
   * changes the list.
   */
  List<@Nullable String> fields();

  /** The line on which that record begins, from 1. */
  long line();

  /** What is wrong with that record; null if nothing is. */
  @Nullable Problem problem();
}
