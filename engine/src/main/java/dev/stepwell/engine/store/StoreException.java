package dev.stepwell.engine.store;

import org.jspecify.annotations.Nullable;

/** A store cannot be opened, read or written; the message says which, why and what helps. */
public final class StoreException extends RuntimeException {

  /** An exception with its message and what led to it. */
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
