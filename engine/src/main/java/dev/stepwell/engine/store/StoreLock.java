package dev.stepwell.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to write to a store, held by one process at a time. The operating system takes it back
 * when a process dies, so what a dead one left in the file says nothing.
 */
final class StoreLock implements AutoCloseable {

  static final String FILE = "lock";

  /**
   * The locks of this process by the real path of their folder. Where locks belong to processes,
   * closing any channel of a file gives up the lock that another channel has on it, so a file whose
   * lock is held here is never opened a second time.
   */
  private static final Map<Path, WriterInfo> HELD = new ConcurrentHashMap<>();

  /** Somebody who only looks whether there is a writer has the lock for a moment. */
  private static final int TRIES = 5;

  private static final long BETWEEN_TRIES = TimeUnit.MILLISECONDS.toNanos(20);

  private final Path folder;
  private final FileChannel channel;

  private StoreLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws StoreException if somebody else has it; says who
   */
  static StoreLock take(Path folder, Clock clock) throws IOException {
    Path real = folder.toRealPath();
    WriterInfo me = me(clock);
    @Nullable WriterInfo holder = HELD.putIfAbsent(real, me);
    if (holder != null) {
      throw taken(folder, holder);
    }
    boolean done = false;
    try {
      StoreLock lock = new StoreLock(real, lock(folder));
      lock.write(me);
      done = true;
      return lock;
    } finally {
      if (!done) {
        HELD.remove(real);
      }
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel = FileChannel.open(folder.resolve(FILE), CREATE, READ, WRITE);
    try {
      for (int i = 0; i < TRIES; i++) {
        if (channel.tryLock() != null) {
          return channel;
        }
        LockSupport.parkNanos(BETWEEN_TRIES);
      }
      throw taken(folder, read(channel));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static StoreException taken(Path folder, @Nullable WriterInfo holder) {
    String who =
        holder == null
            ? "another process"
            : "process %d (%s) of user %s on %s, since %s"
                .formatted(
                    holder.pid(), holder.command(), holder.user(), holder.host(), holder.since());
    return new StoreException(
        "the store '%s' is open for writing by %s. Only one process can write to it: end that one, or name another folder."
            .formatted(folder, who),
        null);
  }

  /** Who has the lock of a folder now, if anybody. */
  static Optional<WriterInfo> holder(Path folder) throws IOException {
    @Nullable WriterInfo here = HELD.get(folder.toRealPath());
    if (here != null) {
      return Optional.of(here);
    }
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file, READ)) {
      try (@Nullable FileLock free = channel.tryLock(0, Long.MAX_VALUE, true)) {
        return free != null ? Optional.empty() : Optional.ofNullable(read(channel));
      }
    }
  }

  private void write(WriterInfo info) throws IOException {
    String text =
        "pid=%d\nhost=%s\nuser=%s\nsince=%s\ncommand=%s\n"
            .formatted(info.pid(), info.host(), info.user(), info.since(), info.command());
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
  }

  /** What the file says; null if it is not what a writer writes. */
  private static @Nullable WriterInfo read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4096);
    channel.read(bytes, 0);
    Map<String, String> values = new ConcurrentHashMap<>();
    UTF_8
        .decode(bytes.flip())
        .toString()
        .lines()
        .map(line -> line.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> values.put(pair[0], pair[1]));
    try {
      return new WriterInfo(
          Long.parseLong(values.getOrDefault("pid", "")),
          values.getOrDefault("host", ""),
          values.getOrDefault("user", ""),
          Instant.parse(values.getOrDefault("since", "")),
          values.getOrDefault("command", ""));
    } catch (NumberFormatException | DateTimeException e) {
      return null;
    }
  }

  private static WriterInfo me(Clock clock) {
    ProcessHandle process = ProcessHandle.current();
    return new WriterInfo(
        process.pid(),
        host(),
        System.getProperty("user.name", ""),
        clock.instant(),
        process.info().command().orElse(""));
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unnamed machine";
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(folder);
    }
  }
}
