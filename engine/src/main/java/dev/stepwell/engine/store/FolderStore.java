package dev.stepwell.engine.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/** A store in a folder: a journal that is appended to, and a base that its batches settle in. */
final class FolderStore implements Store {

  static final String JOURNAL = "journal";

  private final Path folder;
  private final Opened opened;
  private final Places places;
  private final Batch batch;
  private final Journal journal;

  /** Streams that have ended, to be let go of once they have settled. */
  private final Queue<Long> ended = new ArrayDeque<>();

  private volatile long lastStream;
  private boolean closed;

  private FolderStore(Path folder, Opened opened, StoreSettings settings) {
    this.folder = folder;
    this.opened = opened;
    this.places = new Places(opened.reader()::next);
    this.batch = new Batch(opened.settler().settled() + 1);
    this.journal =
        new Journal(
            folder.resolve(JOURNAL),
            settings.disk(),
            settings.segmentBytes(),
            opened.settler()::add);
    this.lastStream = opened.reader().last();
    opened.reader().openRows(row -> places.put(row.info.id(), row.next, 0));
  }

  static Store open(Path folder) {
    return open(folder, StoreSettings.USUAL);
  }

  static FolderStore open(Path folder, StoreSettings settings) {
    Opened opened = Opened.open(folder, settings);
    try {
      return new FolderStore(folder, opened, settings);
    } catch (RuntimeException e) {
      opened.abandon(e);
      throw e;
    }
  }

  @Override
  public void append(long stream, byte[] source, int from, int to) {
    batch.chunk(stream, place(stream), source, from, to);
  }

  @Override
  public void put(StreamInfo info) {
    batch.info(info, place(info.id()));
    if (!info.isOpen()) {
      ended.add(info.id());
    }
  }

  private long place(long stream) {
    requireOpen();
    if (stream > lastStream) {
      lastStream = stream;
      places.put(stream, 0, batch.number());
    }
    return places.take(stream, batch.number());
  }

  @Override
  public void forget(long root) {
    batch.forget(root, place(root));
    places.remove(root);
  }

  @Override
  public int pending() {
    return batch.size();
  }

  @Override
  public long commit() {
    requireOpen();
    if (batch.size() > 0) {
      write();
      letGo();
    }
    return batch.number() - 1;
  }

  private void write() {
    try {
      journal.write(batch.seal(), batch.number());
    } catch (IOException e) {
      throw Obstacle.committing(folder, e);
    }
    batch.begin(batch.number() + 1);
  }

  private void letGo() {
    long settled = settled();
    while (!ended.isEmpty() && places.lastBatch(ended.peek()) <= settled) {
      places.remove(ended.remove());
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the store '" + folder + "' is closed");
    }
  }

  @Override
  public long lastStream() {
    return lastStream;
  }

  @Override
  public void openStreams(Consumer<StoredStream> each) {
    opened.reader().openStreams(each);
  }

  @Override
  public long settled() {
    return opened.settler().settled();
  }

  @Override
  public Optional<StoredStream> stream(long id) {
    return opened.reader().stream(id);
  }

  @Override
  public List<StreamInfo> ended(String machine) {
    return opened
        .reader()
        .infos(
            "where s.machine = ? and s.id = s.root and s.stopped_at <> ? order by s.id desc",
            machine,
            StreamInfo.OPEN);
  }

  @Override
  public Optional<StreamInfo> ended(String machine, String name) {
    return opened
        .reader()
        .infos(
            "where s.machine = ? and s.name = ? and s.id = s.root and s.stopped_at <> ? order by s.id desc limit 1",
            machine,
            name,
            StreamInfo.OPEN)
        .stream()
        .findFirst();
  }

  @Override
  public List<StreamInfo> family(long root) {
    return opened.reader().infos("where s.root = ? order by s.id", root);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    try (opened) {
      finish();
    }
  }

  /** While the lock is still held. */
  private void finish() {
    try {
      commit();
      if (!journal.isEmpty()) {
        // An empty batch shows that the last one was forced, should it be found damaged.
        write();
      }
    } finally {
      closed = true;
      closeJournal();
    }
  }

  private void closeJournal() {
    try {
      journal.close();
    } catch (IOException e) {
      throw Obstacle.committing(folder, e);
    }
  }
}
