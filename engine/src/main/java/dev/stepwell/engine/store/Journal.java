package dev.stepwell.engine.store;

import static java.lang.System.Logger.Level.WARNING;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes batches, one file after the other. For one thread. */
final class Journal implements Closeable {

  private static final System.Logger LOG = System.getLogger(Journal.class.getName());

  private final Path folder;
  private final Disk disk;
  private final long limit;
  private final Consumer<Segments.Segment> finished;

  private @Nullable SegmentWriter current;

  /** Whether the current file's last write failed, so that nothing more may go there. */
  private boolean broken;

  /**
   * A journal that begins a new file with its first batch.
   *
   * @param limit from how many bytes on a file gets no more
   * @param finished told of each file that gets no more, once another took its place
   */
  Journal(Path folder, Disk disk, long limit, Consumer<Segments.Segment> finished) {
    this.folder = folder;
    this.disk = disk;
    this.limit = limit;
    this.finished = finished;
  }

  /**
   * Has a batch on stable storage. After a failure the same number may be written again; it goes to
   * another file then, since nothing is known of what the first holds from there on.
   */
  void write(ByteBuffer batch, long number) throws IOException {
    @Nullable SegmentWriter writer = current;
    if (writer == null || broken || !writer.hasRoomFor(batch.remaining())) {
      begin(batch, number);
      return;
    }
    try {
      writer.write(batch);
      writer.force(false);
    } catch (IOException e) {
      broken = true;
      throw e;
    }
  }

  private void begin(ByteBuffer batch, long number) throws IOException {
    SegmentWriter fresh = SegmentWriter.create(disk, folder, number, limit);
    try {
      fresh.write(batch);
      fresh.force(true);
      disk.syncFolder(folder);
    } catch (IOException e) {
      fresh.abandon(e);
      remove(Segments.file(folder, number), e);
      throw e;
    }
    @Nullable SegmentWriter old = current;
    current = fresh;
    broken = false;
    if (old != null) {
      closeQuietly(old);
      finished.accept(
          new Segments.Segment(Segments.file(folder, old.first()), old.first(), number));
    }
  }

  /** All of the file was forced, so its closing decides nothing. */
  private static void closeQuietly(SegmentWriter old) {
    try {
      old.close();
    } catch (IOException e) {
      LOG.log(WARNING, "A file of the journal was not closed properly", e);
    }
  }

  private static void remove(Path file, IOException cause) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Whether nothing was written yet. */
  boolean isEmpty() {
    return current == null;
  }

  @Override
  public void close() throws IOException {
    @Nullable SegmentWriter writer = current;
    current = null;
    if (writer != null) {
      try (writer) {
        if (!broken) {
          writer.trim();
        }
      }
    }
  }
}
