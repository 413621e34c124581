package dev.stepwell.local.state;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of one kind that was started, and what became of it. What {@link #begin} and {@link
 * #finish} were told is on stable storage when they return, so that the next process finds it; work
 * that had begun and not finished is {@link Work.Stage#INTERRUPTED} there, and its owner decides
 * what that means.
 *
 * <p>The oldest work is forgotten when there is too much of it, but never what is running.
 * Thread-safe: one lock guards the map and the end of the file, and threads that write at once
 * share one wait for the disk.
 */
public final class WorkRegister implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkRegister.class);

  /** All lines together; one alone may be larger. */
  private static final long MOST_BYTES = 64L << 20;

  private static final long SLACK = 1L << 20;

  private final Object lock = new Object();
  private final int most;
  private final long mostBytes;
  private final Map<String, Work> works = new LinkedHashMap<>();
  private final Map<String, String> keys = new HashMap<>();
  private @Nullable RecordFile file;
  private long bytes;

  private WorkRegister(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /** A register that ends with this process and forgets nothing by itself. */
  public static WorkRegister inMemory() {
    return new WorkRegister(Integer.MAX_VALUE, Long.MAX_VALUE);
  }

  /**
   * The register in a file; empty if there is no such file yet.
   *
   * @param file where; for one register of one process at a time
   * @param most how many works are remembered, at least 1, beside those that are running
   * @throws UncheckedIOException if the file cannot be read or written
   */
  public static WorkRegister at(Path file, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("a register remembers at least 1 work, not " + most);
    }
    WorkRegister register = new WorkRegister(most, MOST_BYTES);
    try {
      register.file = RecordFile.open(file.toAbsolutePath(), each -> register.put(Work.left(each)));
    } catch (IOException failure) {
      throw new UncheckedIOException("the register cannot be opened: " + file, failure);
    }
    for (String each : register.damage()) {
      LOG.warn("A record is damaged and was left out; all others are in use: {}", each);
    }
    return register;
  }

  /**
   * Says that work begins; also for interrupted work that begins anew under its key.
   *
   * @param task the token of the task that asked for it; empty if none did
   * @throws UncheckedIOException if that cannot be written down; then the work must not begin
   */
  public void begin(String key, String task, JsonObject record) {
    write(new Work(key, task, Work.Stage.RUNNING, record));
  }

  /**
   * Says that work has ended, and how.
   *
   * @throws UncheckedIOException if that cannot be written down
   * @throws IllegalStateException if no work of this key has begun
   */
  public void finish(String key, JsonObject record) {
    Work begun =
        find(key).orElseThrow(() -> new IllegalStateException("no work has begun as " + key));
    write(new Work(key, begun.task(), Work.Stage.FINISHED, record));
  }

  private void write(Work work) {
    RecordFile written;
    long ticket = 0;
    try {
      synchronized (lock) {
        written = file;
        if (written != null) {
          ticket = written.append(work.json());
        }
        put(work);
        trim(written);
      }
      if (written != null) {
        written.force(ticket);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "what became of " + work.key() + " cannot be written down", failure);
    }
  }

  private void put(Work work) {
    Work before = works.put(work.key(), work);
    bytes += work.bytes() - (before == null ? 0 : before.bytes());
    if (!work.task().isEmpty()) {
      keys.put(work.task(), work.key());
    }
  }

  private void trim(@Nullable RecordFile written) throws IOException {
    Iterator<Work> oldest = works.values().iterator();
    while (works.size() > 1 && (works.size() > most || bytes > mostBytes) && oldest.hasNext()) {
      Work work = oldest.next();
      if (work.stage() != Work.Stage.RUNNING && oldest.hasNext()) {
        oldest.remove();
        dropped(work);
      }
    }
    if (written != null && written.length() > 2 * bytes + SLACK) {
      written.rewrite(works.values().stream().map(Work::json).toList());
    }
  }

  private void dropped(Work work) {
    bytes -= work.bytes();
    keys.remove(work.task(), work.key());
  }

  /** Forgets all work of a kind; what is running must not be among it. */
  public void forget(Predicate<Work> old) {
    synchronized (lock) {
      works
          .values()
          .removeIf(
              work -> {
                boolean gone = old.test(work);
                if (gone) {
                  dropped(work);
                }
                return gone;
              });
    }
  }

  /** The work of a key, if it is remembered. */
  public Optional<Work> find(String key) {
    synchronized (lock) {
      return Optional.ofNullable(works.get(key));
    }
  }

  /** The work that a task started, if it did; what began last if there are several. */
  public Optional<Work> startedBy(String task) {
    synchronized (lock) {
      return Optional.ofNullable(keys.get(requireNonNull(task, "task"))).map(works::get);
    }
  }

  /** All work that is remembered, in the order in which it began. */
  public List<Work> all() {
    synchronized (lock) {
      return List.copyOf(works.values());
    }
  }

  /** The records that were damaged when the register was opened: file, line and beginning. */
  public List<String> damage() {
    RecordFile opened = file;
    return opened == null ? List.of() : List.copyOf(opened.damage());
  }

  /** What to say after "not found": nothing, or that it may be because of a damaged record. */
  public String excuse() {
    List<String> damage = damage();
    return damage.isEmpty() ? "" : ". Its record may be damaged: " + String.join("; ", damage);
  }

  /** Closes the file; later work cannot be written down. */
  @Override
  public void close() {
    synchronized (lock) {
      try {
        if (file != null) {
          file.close();
        }
      } catch (IOException failure) {
        throw new UncheckedIOException("the register cannot be closed", failure);
      }
    }
  }
}
