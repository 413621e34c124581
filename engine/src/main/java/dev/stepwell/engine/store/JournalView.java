package dev.stepwell.engine.store;

import dev.stepwell.engine.store.Segments.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a journal holds beyond the base at one moment.
 *
 * @param fold what it changes
 * @param damaged whether something in it could not be read
 */
record JournalView(Fold fold, boolean damaged) {

  /**
   * Reads the journal without changing it.
   *
   * @throws java.nio.file.NoSuchFileException if a file was removed meanwhile
   */
  static JournalView read(Path folder, LongFunction<@Nullable Row> base, long settled)
      throws IOException {
    Fold fold = new Fold(base, false);
    Path journal = folder.resolve(FolderStore.JOURNAL);
    boolean damaged = false;
    long next = settled + 1;
    if (Files.isDirectory(journal)) {
      for (Segment segment : Segments.list(journal)) {
        if (segment.end() > next) {
          fold.from(segment.name());
          SegmentScan scan =
              new SegmentScan(segment, Files.readAllBytes(segment.file()), next, fold);
          next = scan.scan();
          damaged |= scan.damaged();
        }
      }
    }
    return new JournalView(fold, damaged);
  }
}
