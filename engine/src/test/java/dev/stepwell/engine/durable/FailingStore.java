package dev.stepwell.engine.durable;

import dev.stepwell.engine.store.Store;
import dev.stepwell.engine.store.StoreException;
import dev.stepwell.engine.store.StoredStream;
import dev.stepwell.engine.store.StreamInfo;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** A store whose disk is full for a while. */
final class FailingStore implements Store {

  private final Store store;
  private final CountDownLatch refused;
  private final Semaphore refusals = new Semaphore(0);
  private volatile boolean fails;

  FailingStore(Store store, CountDownLatch refused) {
    this.store = store;
    this.refused = refused;
  }

  void fail(boolean now) {
    fails = now;
  }

  /** Returns when a commit was refused after another: by then the first refusal is known. */
  void untilTroubleIsKnown() throws InterruptedException {
    refusals.drainPermits();
    refusals.acquire(2);
  }

  @Override
  public long commit() {
    if (fails) {
      refused.countDown();
      refusals.release();
      throw new StoreException("no space left on the disk of a test; free some", null);
    }
    return store.commit();
  }

  @Override
  public void append(long stream, byte[] source, int from, int to) {
    store.append(stream, source, from, to);
  }

  @Override
  public void put(StreamInfo info) {
    store.put(info);
  }

  @Override
  public void forget(long root) {
    store.forget(root);
  }

  @Override
  public int pending() {
    return store.pending();
  }

  @Override
  public long lastStream() {
    return store.lastStream();
  }

  @Override
  public void openStreams(Consumer<StoredStream> each) {
    store.openStreams(each);
  }

  @Override
  public long settled() {
    return store.settled();
  }

  @Override
  public Optional<StoredStream> stream(long id) {
    return store.stream(id);
  }

  @Override
  public List<StreamInfo> ended(String machine) {
    return store.ended(machine);
  }

  @Override
  public Optional<StreamInfo> ended(String machine, String name) {
    return store.ended(machine, name);
  }

  @Override
  public List<StreamInfo> family(long root) {
    return store.family(root);
  }

  @Override
  public void close() {
    store.close();
  }
}
