package dev.stepwell.engine.store;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what records change in the base, one row for each stream. Records of a stream must come
 * with consecutive numbers. After a gap its chunks are left out, since what stands behind a hole
 * cannot be understood without what was in it; what it is said to be is still taken over.
 */
final class Fold implements Records {

  private static final System.Logger LOG = System.getLogger(Fold.class.getName());

  private final LongFunction<@Nullable Row> base;
  private final boolean logs;
  private String file = FolderStore.JOURNAL;
  private final Map<Long, Row> rows = new HashMap<>();
  private final Map<Long, List<Long>> families = new HashMap<>();
  private final Set<Long> forgotten = new LinkedHashSet<>();
  private @Nullable String suspicion;
  private long last = -1;

  /**
   * Nothing yet.
   *
   * @param base what is known of a stream already
   * @param logs whether to log what is wrong; who only looks does not
   */
  Fold(LongFunction<@Nullable Row> base, boolean logs) {
    this.base = base;
    this.logs = logs;
  }

  /** From here on records come from this file, as messages name it. */
  void from(String newFile) {
    file = newFile;
  }

  Map<Long, Row> rows() {
    return rows;
  }

  /** Roots whose families were removed; rows with the same root came afterwards. */
  Set<Long> forgotten() {
    return forgotten;
  }

  /** What may be wrong with all open streams that are not among the rows. */
  @Nullable String suspicion() {
    return suspicion;
  }

  /** The highest id of a stream; -1 if there was none. */
  long last() {
    return last;
  }

  @Override
  public void chunk(long stream, long place, byte[] source, int from, int length, long offset) {
    Row row = row(stream);
    if (follows(row, place, offset)) {
      row.add(place, source, from, length);
    }
  }

  @Override
  public void info(long stream, long place, StreamInfo info, long offset) {
    Row row = row(stream);
    if (row.info.root() != info.root()) {
      family(info.root()).add(stream);
    }
    row.info = info;
    follows(row, place, offset);
  }

  private boolean follows(Row row, long place, long offset) {
    if (place == row.next) {
      row.next++;
      row.suspicion = null;
      return true;
    }
    damage(
        row,
        "%s, byte %d: record %d of the stream comes where %d should"
            .formatted(file, offset, place, row.next));
    return false;
  }

  @Override
  public void forget(long root) {
    last = Math.max(last, root);
    for (long id : families.getOrDefault(root, List.of())) {
      @Nullable Row row = rows.get(id);
      if (row != null && row.info.root() == root) {
        rows.remove(id);
      }
    }
    families.remove(root);
    forgotten.add(root);
  }

  @Override
  public void lost(long stream, String what) {
    damage(row(stream), what);
  }

  private void damage(Row row, String what) {
    if (row.damage == null) {
      row.damage = what;
      log(WARNING, "Stream " + row.info.id() + " is damaged. " + what);
    }
  }

  @Override
  public void lost(String what) {
    log(WARNING, "Records are lost, of streams that are not known. " + what);
    String text = "perhaps lacks its last records: " + what;
    if (suspicion == null) {
      suspicion = text;
    }
    for (Row row : rows.values()) {
      suspect(row, text);
    }
  }

  @Override
  public void unfinished(String where) {
    log(INFO, where + ": a batch that was not finished is dropped; nobody was told it was there");
  }

  private void log(System.Logger.Level level, String text) {
    if (logs) {
      LOG.log(level, text);
    }
  }

  private static void suspect(Row row, String what) {
    if (row.suspicion == null && row.info.isOpen()) {
      row.suspicion = what;
    }
  }

  private Row row(long stream) {
    @Nullable Row row = rows.get(stream);
    return row != null ? row : load(stream);
  }

  private Row load(long stream) {
    @Nullable Row known = base.apply(stream);
    Row row = known;
    if (row == null || forgotten.contains(row.info.root())) {
      row = Row.unknown(stream);
    } else if (suspicion != null) {
      suspect(row, suspicion);
    }
    last = Math.max(last, stream);
    rows.put(stream, row);
    family(row.info.root()).add(stream);
    return row;
  }

  private List<Long> family(long root) {
    return families.computeIfAbsent(root, id -> new ArrayList<>());
  }
}
