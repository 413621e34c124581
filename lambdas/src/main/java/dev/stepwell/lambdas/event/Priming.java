package dev.stepwell.lambdas.event;

import java.util.ArrayList;
import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Has a handler do its work once before SnapStart takes the snapshot, so that a restored function
 * has its classes loaded and its code warm. Without SnapStart nothing is called. Thread-safe.
 */
public final class Priming implements Resource {

  /** The context of CRaC holds its resources weakly only. */
  private static final List<Priming> KEPT = new ArrayList<>();

  /** Work that may fail. */
  @FunctionalInterface
  public interface Work {
    /** Does it. */
    void run() throws Exception;
  }

  private final Work work;

  private Priming(Work work) {
    this.work = work;
  }

  /**
   * Has work done before the snapshot. It must reach nothing outside of the process: connections do
   * not outlive a snapshot. An exception of it fails the publishing of the version, where the
   * author sees it, and not the first event.
   */
  public static synchronized void before(Work work) {
    Priming priming = new Priming(work);
    KEPT.add(priming);
    Core.getGlobalContext().register(priming);
  }

  /** All that is to be done, in the order in which it was asked for. */
  static synchronized List<Priming> all() {
    return List.copyOf(KEPT);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) throws Exception {
    work.run();
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Nothing here grows stale: clients make their connections when they are used.
  }
}
