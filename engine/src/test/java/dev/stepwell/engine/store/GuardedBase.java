package dev.stepwell.engine.store;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A base that cannot be written to while {@link #fails}, so that the journal's files stay. */
final class GuardedBase implements Base {

  private final Base inner;
  volatile boolean fails;

  /** Counts down the tries to write. */
  final Semaphore tries = new Semaphore(0);

  GuardedBase(Base inner) {
    this.inner = inner;
  }

  static GuardedBase failing(Base inner) {
    GuardedBase base = new GuardedBase(inner);
    base.fails = true;
    return base;
  }

  /** Does something while nothing is written. */
  synchronized void whileStill(Runnable work) {
    work.run();
  }

  @Override
  public @Nullable Row row(long stream) {
    return inner.row(stream);
  }

  @Override
  public long settled() {
    return inner.settled();
  }

  @Override
  public synchronized void write(Fold fold, long settled) {
    try {
      if (fails) {
        throw new StoreException("database or disk is full", null);
      }
      inner.write(fold, settled);
    } finally {
      tries.release();
    }
  }

  @Override
  public void confirmSuspicions() {
    inner.confirmSuspicions();
  }
}
