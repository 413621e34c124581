package dev.stepwell.engine.store;

import static java.lang.System.Logger.Level.WARNING;

import dev.stepwell.engine.store.Segments.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Moves files of the journal into the base, whole files at a time. */
final class Settling {

  private static final System.Logger LOG = System.getLogger(Settling.class.getName());

  /** Where files that were found damaged are kept, for a person to look at. */
  static final String DAMAGED = "damaged";

  /** How many bytes of a journal are taken over at once when a store is opened. */
  private static final long TOGETHER = 160L << 20;

  private final Path folder;
  private final Base base;

  Settling(Path folder, Base base) {
    this.folder = folder;
    this.base = base;
  }

  /** Takes over all of a file that is not yet in the base, and removes it; the last batch taken. */
  long settle(Segment segment) throws IOException {
    return settle(List.of(segment));
  }

  /** Takes over a journal that nobody writes to; the last batch taken. */
  long settleAll(Path journal) throws IOException {
    List<Segment> together = new ArrayList<>();
    long bytes = 0;
    for (Segment segment : Segments.list(journal)) {
      bytes += Files.size(segment.file());
      if (bytes > TOGETHER && !together.isEmpty()) {
        settle(together);
        together.clear();
        bytes = Files.size(segment.file());
      }
      together.add(segment);
    }
    long settled = settle(together);
    base.confirmSuspicions();
    return settled;
  }

  /** The files' records in one transaction, and so each stream's in one row. */
  private long settle(List<Segment> segments) throws IOException {
    long settled = base.settled();
    Fold fold = new Fold(base::row, true);
    List<Segment> damaged = new ArrayList<>();
    long now = settled;
    for (Segment segment : segments) {
      if (segment.end() > now + 1) {
        fold.from(segment.name());
        SegmentScan scan =
            new SegmentScan(segment, Files.readAllBytes(segment.file()), now + 1, fold);
        now = scan.scan() - 1;
        if (scan.damaged()) {
          damaged.add(segment);
        }
      }
    }
    if (now > settled || !damaged.isEmpty()) {
      base.write(fold, now);
    }
    for (Segment segment : segments) {
      if (damaged.contains(segment)) {
        keep(segment);
      } else {
        Files.deleteIfExists(segment.file());
      }
    }
    return now;
  }

  private void keep(Segment segment) throws IOException {
    Path kept = Files.createDirectories(folder.resolve(DAMAGED));
    Path file = segment.file();
    Files.move(file, kept.resolve(String.valueOf(file.getFileName())));
    LOG.log(
        WARNING,
        "{0} is damaged. What could be read of it was taken over, and it is kept in {1}",
        segment.name(),
        kept);
  }
}
