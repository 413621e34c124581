package dev.stepwell.local.state;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A file of JSON objects for people and their tools, one a line. A last line without its line break
 * is what a process left that died while it wrote; nobody was told that it is there, so the next
 * one takes its place. For one thread at a time.
 */
public final class LineFile {

  private final Path path;

  /** The lines of a file, which is made with its folder by the first of them. */
  public LineFile(Path path) {
    this.path = requireNonNull(path, "path");
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * Adds an object; it is on stable storage when this returns.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public void append(JsonObject object) {
    try {
      Files.createDirectories(requireNonNull(path.getParent(), "folder"));
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
        cutHalfLine(file);
        file.write((object.compact() + "\n").getBytes(StandardCharsets.UTF_8));
        file.getFD().sync();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("the file cannot be written: " + path, failure);
    }
  }

  /**
   * The whole lines; none if there is no file.
   *
   * @throws UncheckedIOException if the file cannot be read
   */
  public Stream<String> lines() {
    if (!Files.exists(path)) {
      return Stream.empty();
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      cutHalfLine(file);
      // Bytes that are no UTF-8 become question marks; they must not hide the lines after them.
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines();
    } catch (IOException failure) {
      throw new UncheckedIOException("the file cannot be read: " + path, failure);
    }
  }

  /** Leaves the file's pointer behind its last whole line. */
  private static void cutHalfLine(RandomAccessFile file) throws IOException {
    long end = file.length();
    while (end > 0) {
      file.seek(end - 1);
      if (file.read() == '\n') {
        break;
      }
      end--;
    }
    file.setLength(end);
    file.seek(end);
  }
}
