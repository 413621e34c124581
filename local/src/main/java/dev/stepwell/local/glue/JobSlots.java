package dev.stepwell.local.glue;

import java.util.function.BooleanSupplier;

/** The room for the runs of one job. Thread-safe. */
final class JobSlots {

  private int free;

  JobSlots(int most) {
    this.free = most;
  }

  /** Takes room for one run, if there is some. */
  synchronized boolean tryTake() {
    if (free == 0) {
      return false;
    }
    free--;
    return true;
  }

  /**
   * Waits for room.
   *
   * @param stopped whether to give up; asked again after {@link #wake}
   * @return false if it gave up
   */
  synchronized boolean take(BooleanSupplier stopped) throws InterruptedException {
    while (free == 0) {
      if (stopped.getAsBoolean()) {
        return false;
      }
      wait();
    }
    if (stopped.getAsBoolean()) {
      return false;
    }
    free--;
    return true;
  }

  synchronized void free() {
    free++;
    notifyAll();
  }

  /** Has those that wait ask whether to give up. */
  synchronized void wake() {
    notifyAll();
  }
}
