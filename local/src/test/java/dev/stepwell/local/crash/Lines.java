package dev.stepwell.local.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file to which several processes add lines, each by one write at its end. What was written
 * outlives the writer's death, since the operating system has it; the machine itself is not killed
 * here. A half last line, left by a writer that was killed while it wrote, is not there for
 * readers, and the next one who opens the file for writing cuts it off. Thread-safe.
 */
final class Lines implements AutoCloseable {

  private final Path file;
  private final FileChannel channel;
  private long read;

  /** Opens a file, which is made if need be. */
  Lines(Path file) {
    this.file = file;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts off a half last line; only while nobody else writes. */
  void cutHalfLine() {
    try {
      byte[] bytes = Files.readAllBytes(file);
      channel.truncate(wholeLines(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void add(String line) {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      int length = bytes.remaining();
      if (channel.write(bytes) != length) {
        throw new IOException("only a part of a line was written to " + file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole lines that were added since this was last asked, or since the file's beginning. */
  synchronized List<String> read() {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate((int) (in.size() - read));
      while (buffer.hasRemaining() && in.read(buffer, read + buffer.position()) >= 0) {
        // until all is read that was there
      }
      byte[] bytes = buffer.array();
      int whole = wholeLines(bytes);
      read += whole;
      return new ArrayList<>(new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int wholeLines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
