package dev.stepwell.engine.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a store, also while another process writes to it, and changes nothing. Each call sees
 * what was committed at its moment. For any thread; one call runs at a time.
 */
public final class StoreReader implements AutoCloseable {

  /** How often a call starts anew because the writer moved what it was about to read. */
  private static final int TRIES = 10;

  private static final Comparator<StreamInfo> NEWEST_FIRST =
      Comparator.comparingLong(StreamInfo::id).reversed();

  private final Path folder;
  private final SqlReader sql;

  private StoreReader(Path folder, SqlReader sql) {
    this.folder = folder;
    this.sql = sql;
  }

  /**
   * Opens the store in a folder for reading.
   *
   * @throws StoreException if there is none, it cannot be read, or a newer release has written it
   */
  public static StoreReader open(Path folder) {
    try {
      StoreFormat.requireStore(folder);
      return new StoreReader(folder, SqlReader.open(folder));
    } catch (IOException e) {
      throw Obstacle.reading(folder, e);
    }
  }

  /** All streams that belong to no other, except the engine's own (0), the newest (by id) first. */
  public List<StreamInfo> roots() {
    return infos("where s.id = s.root and s.id > 0", info -> info.isRoot() && info.id() > 0)
        .sorted(NEWEST_FIRST)
        .toList();
  }

  /** Those of a state machine. */
  public List<StreamInfo> roots(String machine) {
    return infos(
            "where s.id = s.root and s.machine = ?",
            info -> info.isRoot() && info.machine().equals(machine),
            machine)
        .sorted(NEWEST_FIRST)
        .toList();
  }

  /** Those of a state machine with a name; more than one if the name was used again. */
  public List<StreamInfo> roots(String machine, String name) {
    return infos(
            "where s.id = s.root and s.machine = ? and s.name = ?",
            info -> info.isRoot() && info.machine().equals(machine) && info.name().equals(name),
            machine,
            name)
        .sorted(NEWEST_FIRST)
        .toList();
  }

  /** The streams that have this root, itself included, by ascending id. */
  public List<StreamInfo> family(long root) {
    return infos("where s.root = ?", info -> info.root() == root, root)
        .sorted(Comparator.comparingLong(StreamInfo::id))
        .toList();
  }

  private synchronized Stream<StreamInfo> infos(
      String condition, Predicate<StreamInfo> same, Object... parameters) {
    Fold fold = look();
    List<StreamInfo> settled = sql.isReady() ? sql.infos(condition, parameters) : List.of();
    return Stream.concat(
        settled.stream()
            .filter(info -> !fold.rows().containsKey(info.id()))
            .filter(info -> !fold.forgotten().contains(info.root())),
        fold.rows().values().stream().map(row -> row.info).filter(same));
  }

  /** A stream with its bytes. */
  public synchronized Optional<StoredStream> stream(long id) {
    Fold fold = look();
    Optional<StoredStream> settled =
        (sql.isReady() ? sql.stream(id) : Optional.<StoredStream>empty())
            .filter(stream -> !fold.forgotten().contains(stream.info().root()));
    @Nullable Row row = fold.rows().get(id);
    return row != null
        ? Optional.of(row.after(settled.orElse(null)))
        : settled.map(stream -> suspected(stream, fold.suspicion()));
  }

  private static StoredStream suspected(StoredStream stream, @Nullable String suspicion) {
    return stream.damage() == null && stream.info().isOpen()
        ? new StoredStream(stream.info(), stream.bytes(), suspicion)
        : stream;
  }

  /** Who has the store open for writing, if anybody. */
  public Optional<WriterInfo> writerInfo() {
    try {
      return StoreLock.holder(folder);
    } catch (IOException e) {
      throw Obstacle.reading(folder, e);
    }
  }

  /** What the journal adds to the base, which is then seen as it was at that moment. */
  private Fold look() {
    try {
      for (int i = 1; i < TRIES; i++) {
        @Nullable JournalView view = tryToLook();
        if (view != null && (!view.damaged() || writerInfo().isEmpty())) {
          return view.fold();
        }
      }
      @Nullable JournalView view = tryToLook();
      if (view != null) {
        return view.fold();
      }
    } catch (IOException e) {
      throw Obstacle.reading(folder, e);
    }
    throw new StoreException(
        "the store '%s' changes faster than it can be read. Try again.".formatted(folder), null);
  }

  /** Null if the writer moved batches into the base meanwhile. */
  private @Nullable JournalView tryToLook() throws IOException {
    sql.refresh();
    long before = settled();
    try {
      JournalView view =
          JournalView.read(folder, id -> before == 0 ? null : sql.row(id).orElse(null), before);
      sql.refresh();
      return settled() == before ? view : null;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private long settled() {
    return sql.isReady() ? sql.settled() : 0;
  }

  @Override
  public synchronized void close() {
    sql.close();
  }
}
