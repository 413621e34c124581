package dev.stepwell.engine.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * One file of the journal while it is written. Zeros are written ahead of the data, since forcing a
 * file that does not grow takes less time.
 */
final class SegmentWriter implements Closeable {

  private static final int FIRST_STEP = 256 << 10;
  private static final int LARGEST_STEP = 1 << 20;

  /** A larger batch does not pay for zeros; writing them would double what it costs. */
  private static final int SMALL_BATCH = 16 << 10;

  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 20).asReadOnlyBuffer();

  private final Disk.Output output;
  private final long first;
  private final long limit;
  private long end;
  private long allocated;
  private int step = FIRST_STEP;

  private SegmentWriter(Disk.Output output, long first, long limit) {
    this.output = output;
    this.first = first;
    this.limit = limit;
  }

  /** Makes the file, with its header not yet forced. */
  static SegmentWriter create(Disk disk, Path journal, long first, long limit) throws IOException {
    SegmentWriter writer =
        new SegmentWriter(disk.create(Segments.file(journal, first)), first, limit);
    try {
      writer.write(header(first));
      return writer;
    } catch (IOException e) {
      writer.abandon(e);
      throw e;
    }
  }

  private static ByteBuffer header(long first) {
    ByteBuffer header =
        ByteBuffer.allocate(Wire.SEGMENT_HEADER)
            .putLong(Wire.SEGMENT_MAGIC)
            .putInt(StoreFormat.CURRENT)
            .putLong(first);
    CRC32C crc = new CRC32C();
    crc.update(header.array(), 0, header.position());
    return header.putInt((int) crc.getValue()).flip();
  }

  long first() {
    return first;
  }

  boolean hasRoomFor(int bytes) {
    return end + bytes <= limit;
  }

  void write(ByteBuffer bytes) throws IOException {
    writeAll(bytes, end);
    end += bytes.limit();
    if (end > allocated && bytes.limit() <= SMALL_BATCH) {
      allocate();
    }
  }

  /** Room ahead only saves time, so a disk that has none left is no error yet. */
  private void allocate() {
    allocated = end;
    try {
      long goal = Math.max(end, Math.min(limit, end + step));
      for (long at = end; at < goal; at += ZEROS.capacity()) {
        writeAll(ZEROS.duplicate().limit((int) Math.min(ZEROS.capacity(), goal - at)), at);
      }
      allocated = goal;
      step = Math.min(LARGEST_STEP, 2 * step);
    } catch (IOException e) {
      step = FIRST_STEP;
    }
  }

  private void writeAll(ByteBuffer bytes, long position) throws IOException {
    int from = bytes.position();
    while (bytes.hasRemaining()) {
      output.write(bytes, position + bytes.position() - from);
    }
  }

  void force(boolean withMetadata) throws IOException {
    output.force(withMetadata);
  }

  /** Gives back the room ahead. */
  void trim() throws IOException {
    output.truncate(end);
  }

  @Override
  public void close() throws IOException {
    output.close();
  }

  /** Closes what failed already. */
  void abandon(IOException cause) {
    try {
      output.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
