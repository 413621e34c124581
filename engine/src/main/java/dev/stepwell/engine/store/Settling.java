package dev.stepwell.engine.store;

import static java.lang.System.Logger.Level.WARNING;

import dev.stepwell.engine.store.Segments.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Moves files of the journal into the base, one whole file at a time. */
final class Settling {

  private static final System.Logger LOG = System.getLogger(Settling.class.getName());

  /** Where files that were found damaged are kept, for a person to look at. */
  static final String DAMAGED = "damaged";

  private final Path folder;
  private final Base base;

  Settling(Path folder, Base base) {
    this.folder = folder;
    this.base = base;
  }

  /** Takes over all of a file that is not yet in the base, and removes it; the last batch taken. */
  long settle(Segment segment, long settled) throws IOException {
    if (!segment.isLast() && segment.end() <= settled + 1) {
      Files.deleteIfExists(segment.file());
      return settled;
    }
    Fold fold = new Fold(base::row, segment.name());
    SegmentScan scan =
        new SegmentScan(segment, Files.readAllBytes(segment.file()), settled + 1, fold);
    long now = take(scan, fold);
    if (scan.damaged()) {
      keep(segment);
    } else {
      Files.deleteIfExists(segment.file());
    }
    return now;
  }

  private long take(SegmentScan scan, Fold fold) {
    boolean written = false;
    try {
      long now = scan.scan() - 1;
      base.write(fold, now);
      written = true;
      return now;
    } finally {
      if (!written) {
        base.rollback();
      }
    }
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

  /** Takes over a journal that nobody writes to; the last batch taken. */
  long settleAll(Path journal) throws IOException {
    long settled = base.settled();
    for (Segment segment : Segments.list(journal)) {
      settled = settle(segment, settled);
    }
    base.confirmSuspicions();
    return settled;
  }
}
