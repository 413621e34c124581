package dev.stepwell.engine;

import dev.stepwell.engine.record.RecordWriter;
import dev.stepwell.engine.store.Store;
import dev.stepwell.engine.store.StreamInfo;

/** The way from an engine to its store: gathers records by stream. Lives on the loop. */
final class Journal {

  /** The engine's own stream: definitions and activities. */
  static final long OWN = 0;

  private static final int MOST_GATHERED = 64 * 1024;

  private final Store store;
  private final RecordWriter out = new RecordWriter();
  private long current = OWN;

  Journal(Store store) {
    this.store = store;
  }

  /** Where the next record of a stream goes. */
  RecordWriter writer(long stream) {
    if (stream != current || out.size() > MOST_GATHERED) {
      gather();
      current = stream;
    }
    return out;
  }

  void put(StreamInfo info) {
    gather();
    store.put(info);
  }

  void forget(long root) {
    gather();
    store.forget(root);
  }

  private void gather() {
    if (out.size() > 0) {
      store.append(current, out.buffer(), 0, out.size());
      out.clear();
    }
  }

  /** Whether anything is not on stable storage yet. */
  boolean isBehind() {
    return out.size() > 0 || store.pending() > 0;
  }

  /** How many bytes are not on stable storage yet. */
  int pending() {
    return out.size() + store.pending();
  }

  /**
   * Brings all that was written to stable storage.
   *
   * @return the number of the batch
   * @throws dev.stepwell.engine.store.StoreException if it cannot; another call tries again
   */
  long commit() {
    gather();
    return store.commit();
  }

  Store store() {
    return store;
  }
}
