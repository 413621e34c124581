package dev.stepwell.local.glue;

import java.util.ArrayList;
import java.util.List;

/** A job run that is on its way. Thread-safe. */
final class LiveRun {

  private final JobSlots slots;
  private final List<Runnable> stops = new ArrayList<>();
  private JobRun run;
  private String end = "";

  LiveRun(JobRun run, JobSlots slots) {
    this.run = run;
    this.slots = slots;
  }

  synchronized JobRun run() {
    return run;
  }

  /** The next state, unless it is being stopped. */
  synchronized void enter(String state) {
    if (end.isEmpty()) {
      run = run.in(state);
    }
  }

  /** Has something run when it is stopped, at once if it is. */
  void onStop(Runnable action) {
    synchronized (this) {
      stops.add(action);
      if (end.isEmpty()) {
        return;
      }
    }
    action.run();
  }

  /**
   * Stops it.
   *
   * @param how the state that it ends in: {@code STOPPED} or {@code TIMEOUT}
   */
  void stop(String how) {
    List<Runnable> all;
    synchronized (this) {
      if (!end.isEmpty()) {
        return;
      }
      end = how;
      run = run.in("STOPPING");
      all = List.copyOf(stops);
    }
    slots.wake();
    all.forEach(Runnable::run);
  }

  /** The state that it ends in because it was stopped; empty if it was not. */
  synchronized String stoppedAs() {
    return end;
  }
}
