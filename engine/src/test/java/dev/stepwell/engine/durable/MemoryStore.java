package dev.stepwell.engine.durable;

import dev.stepwell.engine.store.Store;
import dev.stepwell.engine.store.StoredStream;
import dev.stepwell.engine.store.StreamInfo;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A store of which every state that was ever on its "disk" can be had again. */
public final class MemoryStore implements Store {

  private interface Change {
    void make(Map<Long, ByteArrayOutputStream> bytes, Map<Long, StreamInfo> infos);
  }

  private final InstantSource clock;
  private final List<List<Change>> batches;
  private final List<Instant> times = Collections.synchronizedList(new ArrayList<>());
  private final Map<Long, String> damages = new TreeMap<>();
  private final Map<Long, byte[]> foundBytes = new TreeMap<>();
  private final Map<Long, StreamInfo> foundInfos = new TreeMap<>();
  private List<Change> batch = new ArrayList<>();
  private int pending;
  private final int settled;

  /**
   * An empty store.
   *
   * @param clock when batches are written
   */
  public MemoryStore(InstantSource clock) {
    this(clock, List.of());
  }

  private MemoryStore(InstantSource clock, List<List<Change>> found) {
    this.clock = clock;
    this.batches = Collections.synchronizedList(new ArrayList<>(found));
    this.settled = found.size();
    Map<Long, ByteArrayOutputStream> bytes = new TreeMap<>();
    found.forEach(each -> each.forEach(change -> change.make(bytes, foundInfos)));
    bytes.forEach((id, written) -> foundBytes.put(id, written.toByteArray()));
  }

  /** What the next process finds if this one is cut off after so many batches. */
  public MemoryStore after(int count) {
    return new MemoryStore(clock, List.copyOf(batches.subList(0, count)));
  }

  /** When the last of so many batches was written. */
  public Instant timeAfter(int count) {
    return times.get(count - 1);
  }

  /** Has a stream be damaged, as this store found it. */
  void damage(long stream, String how) {
    damages.put(stream, how);
  }

  /** How many batches are on "disk". */
  public int size() {
    return batches.size();
  }

  @Override
  public void append(long stream, byte[] source, int from, int to) {
    byte[] copy = Arrays.copyOfRange(source, from, to);
    pending += copy.length;
    batch.add(
        (bytes, infos) ->
            bytes.computeIfAbsent(stream, any -> new ByteArrayOutputStream()).writeBytes(copy));
  }

  @Override
  public void put(StreamInfo info) {
    pending++;
    batch.add((bytes, infos) -> infos.put(info.id(), info));
  }

  @Override
  public void forget(long root) {
    pending++;
    batch.add(
        (bytes, infos) -> {
          infos.values().removeIf(info -> info.root() == root);
          bytes.keySet().retainAll(infos.keySet());
        });
  }

  @Override
  public int pending() {
    return pending;
  }

  @Override
  public long commit() {
    times.add(clock.instant());
    batches.add(batch);
    batch = new ArrayList<>();
    pending = 0;
    return batches.size();
  }

  @Override
  public long lastStream() {
    return foundInfos.keySet().stream().mapToLong(id -> id).max().orElse(0);
  }

  @Override
  public void openStreams(Consumer<StoredStream> each) {
    byte[] own = foundBytes.get(0L);
    if (own != null) {
      each.accept(
          new StoredStream(new StreamInfo(0, 0, "", "", "", 0, StreamInfo.OPEN), own, null));
    }
    for (StreamInfo info : foundInfos.values()) {
      StreamInfo root = foundInfos.get(info.root());
      if (root != null && root.isOpen()) {
        stream(info.id()).ifPresent(each);
      }
    }
  }

  @Override
  public long settled() {
    return settled;
  }

  @Override
  public Optional<StoredStream> stream(long id) {
    StreamInfo info = foundInfos.get(id);
    return info == null
        ? Optional.empty()
        : Optional.of(
            new StoredStream(info, foundBytes.getOrDefault(id, new byte[0]), damages.get(id)));
  }

  @Override
  public List<StreamInfo> ended(String machine) {
    return foundInfos.values().stream()
        .filter(info -> info.isRoot() && !info.isOpen() && info.machine().equals(machine))
        .sorted(Comparator.comparingLong(StreamInfo::id).reversed())
        .toList();
  }

  @Override
  public Optional<StreamInfo> ended(String machine, String name) {
    return ended(machine).stream().filter(info -> info.name().equals(name)).findFirst();
  }

  @Override
  public List<StreamInfo> family(long root) {
    return foundInfos.values().stream().filter(info -> info.root() == root).toList();
  }

  @Override
  public void close() {
    if (pending > 0) {
      commit();
    }
  }
}
