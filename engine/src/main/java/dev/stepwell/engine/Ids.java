package dev.stepwell.engine;

import java.util.UUID;

/**
 * Where names come from that nobody gives: of executions, task tokens, map runs, {@code $uuid()}.
 */
@FunctionalInterface
public interface Ids {

  /** A fresh id. Must be thread-safe. */
  UUID next();

  /** Random ids. */
  static Ids random() {
    return UUID::randomUUID;
  }

  /** {@code 00000000-0000-4000-8000-000000000001} and so on, for runs that must repeat exactly. */
  static Ids counting() {
    java.util.concurrent.atomic.AtomicLong last = new java.util.concurrent.atomic.AtomicLong();
    return () -> new UUID(0x4000L, 0x8000_0000_0000_0000L | last.incrementAndGet());
  }
}
