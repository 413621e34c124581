package dev.stepwell.engine;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import dev.stepwell.engine.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds back what leaves the engine until what it rests on is on stable storage: the start of a
 * task, the answer to a caller. Without a store nothing is held back. Lives on the loop, but for
 * {@link #trouble}.
 */
final class Outbox {

  private static final System.Logger LOG = System.getLogger(Outbox.class.getName());

  /** Commits at the latest when so much waits, however much else there is to do. */
  private static final int MOST_BYTES = 1024 * 1024;

  private static final int MOST_HELD = 2048;
  private static final long LONGEST_NANOS = 1_000_000;

  private final @Nullable Journal journal;
  private List<Runnable> held = new ArrayList<>();
  private List<Runnable> spare = new ArrayList<>();
  private long heldSince;
  private long lastBatch;
  private volatile @Nullable StoreException trouble;

  /**
   * An outbox.
   *
   * @param journal where what happens is written; null for nowhere
   * @param lastBatch the last batch that was written before
   */
  Outbox(@Nullable Journal journal, long lastBatch) {
    this.journal = journal;
    this.lastBatch = lastBatch;
  }

  /** Has an action run as soon as all that was written down before it is on stable storage. */
  void release(Runnable action) {
    if (journal == null) {
      action.run();
      return;
    }
    if (held.isEmpty()) {
      heldSince = System.nanoTime();
    }
    held.add(action);
  }

  boolean isDurable() {
    return journal != null;
  }

  /** The number of the batch that gathers now. */
  long nextBatch() {
    return lastBatch + 1;
  }

  /** Whether there is anything to commit or to release. */
  boolean isBehind() {
    return journal != null && (!held.isEmpty() || journal.isBehind());
  }

  /** Whether others must not be waited for any longer. */
  boolean isDue() {
    return journal != null
        && (held.size() >= MOST_HELD
            || journal.pending() >= MOST_BYTES
            || (!held.isEmpty() && System.nanoTime() - heldSince >= LONGEST_NANOS));
  }

  /**
   * Commits, then does what was held back; what that holds back again waits for the next time.
   *
   * @return whether it could commit
   */
  boolean commit() {
    Journal into = journal;
    if (into != null && into.isBehind()) {
      try {
        lastBatch = into.commit();
      } catch (StoreException e) {
        pause(e);
        return false;
      }
      goOn();
    }
    List<Runnable> released = held;
    held = spare;
    for (Runnable action : released) {
      Loop.run(action);
    }
    released.clear();
    spare = released;
    return true;
  }

  private void pause(StoreException why) {
    if (trouble == null) {
      LOG.log(ERROR, "executions pause: " + why.getMessage());
    }
    trouble = why;
  }

  private void goOn() {
    if (trouble != null) {
      LOG.log(INFO, "executions go on: the store can be written again");
      trouble = null;
    }
  }

  /** Why nothing moves at present; null if it does. From any thread. */
  @Nullable StoreException trouble() {
    return trouble;
  }
}
