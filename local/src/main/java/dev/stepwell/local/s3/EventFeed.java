package dev.stepwell.local.s3;

import dev.stepwell.local.state.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Gives the events of a store their order and tells the listeners. The order goes on over restarts:
 * numbers are reserved a thousand at a time in a file, and those that a process leaves unused are
 * skipped. Thread-safe.
 */
final class EventFeed {

  private static final long RESERVED = 1000;

  private final Object lock = new Object();
  private final Path file;
  private final InstantSource clock;
  private final List<ObjectListener> listeners = new CopyOnWriteArrayList<>();
  private long next;
  private long limit;

  EventFeed(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  void add(ObjectListener listener) {
    listeners.add(listener);
  }

  /**
   * The event of a change that has just been made; to be called while the key is locked.
   *
   * @return null if nobody listens
   */
  @Nullable ObjectEvent event(
      ObjectEvent.Kind kind,
      String bucket,
      String key,
      @Nullable S3Object object,
      @Nullable String versionId)
      throws IOException {
    if (listeners.isEmpty()) {
      return null;
    }
    return new ObjectEvent(
        kind,
        bucket,
        key,
        object == null ? 0 : object.size(),
        object == null ? "" : object.etag().replace("\"", ""),
        versionId,
        String.format("%018X", number()),
        clock.instant());
  }

  /** Tells the listeners; to be called without a lock. */
  void tell(@Nullable ObjectEvent event) {
    if (event != null) {
      listeners.forEach(listener -> listener.onEvent(event));
    }
  }

  /** A number greater than all before it, those of earlier processes too. */
  long number() throws IOException {
    synchronized (lock) {
      if (next == limit) {
        long from = Math.max(limit, read());
        WholeFile.write(file, Long.toString(from + RESERVED).getBytes(StandardCharsets.US_ASCII));
        next = from;
        limit = from + RESERVED;
      }
      next++;
      return next;
    }
  }

  private long read() throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    String text = Files.readString(file).strip();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException damaged) {
      throw new IOException(
          file + " should hold the number of the next event, but holds '" + text + "'", damaged);
    }
  }
}
